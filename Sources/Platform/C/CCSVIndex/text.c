#include "CCSVIndex.h"
#include <string.h>

static const uint64_t ones = 0x0101010101010101u;
static const uint64_t highs = 0x8080808080808080u;

/* Non-zero unless all eight bytes are 1 to 127. A zero byte borrows and so sets its high bit. */
static inline uint64_t unclean(const uint8_t *text)
{
  uint64_t word;
  memcpy(&word, text, sizeof word);
  return ((word - ones) | word) & highs;
}

/* The length of the character at `text`, 0 when it is malformed, -1 when it is cut off. The ranges
   are those of the table "Well-Formed UTF-8 Byte Sequences" of the Unicode Standard. */
static int character(const uint8_t *text, size_t length)
{
  const uint8_t lead = text[0];
  int size;
  uint8_t least = 0x80, most = 0xbf; /* of the second byte */
  if (lead >= 0x01 && lead <= 0x7f) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) {
    size = 2;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    size = 3;
    if (lead == 0xe0) least = 0xa0;
    if (lead == 0xed) most = 0x9f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    size = 4;
    if (lead == 0xf0) least = 0x90;
    if (lead == 0xf4) most = 0x8f;
  } else {
    return 0;
  }
  for (int i = 1; i < size; i++) {
    if ((size_t)i == length) return -1;
    if (text[i] < least || text[i] > most) return 0;
    least = 0x80;
    most = 0xbf;
  }
  return size;
}

size_t csvindex_clean(const uint8_t *text, size_t length, int *truncated)
{
  size_t at = 0;
  *truncated = 0;
  while (at < length) {
    while (length - at >= 32
           && !(unclean(text + at) | unclean(text + at + 8) | unclean(text + at + 16)
                | unclean(text + at + 24))) {
      at += 32;
    }
    /* Whatever stopped the long stride is within 32 bytes, or the text ends. */
    const size_t stretch = length - at < 32 ? length : at + 32;
    while (at < stretch) {
      const int size = character(text + at, length - at);
      if (size <= 0) {
        *truncated = size < 0;
        return at;
      }
      at += (size_t)size;
    }
  }
  return at;
}

size_t csvindex_lines(const uint8_t *text, size_t length, uint8_t before)
{
  if (length == 0) return 0;
  size_t lines = text[0] == '\r' || (text[0] == '\n' && before != '\r');
  size_t at = 1;
  while (at < length) {
    /* Eight-bit sums of at most 240 bytes cannot overflow, and allow vectors of bytes. */
    const size_t end = length - at < 240 ? length : at + 240;
    uint8_t part = 0;
    for (; at < end; at++) {
      part += (uint8_t)((text[at] == '\r') | ((text[at] == '\n') & (text[at - 1] != '\r')));
    }
    lines += part;
  }
  return lines;
}

size_t csvindex_line_end(const uint8_t *text, size_t length)
{
  const uint8_t *newline = memchr(text, '\n', length);
  const size_t limit = newline ? (size_t)(newline - text) : length;
  const uint8_t *carriage = memchr(text, '\r', limit);
  if (!carriage) return limit + 1;
  const size_t after = (size_t)(carriage - text) + 1;
  return after < length && text[after] == '\n' ? after + 1 : after;
}

size_t csvindex_find(const uint8_t *text, size_t length, uint8_t byte)
{
  const uint8_t *found = memchr(text, byte, length);
  return found ? (size_t)(found - text) : length;
}

size_t csvindex_json_plain(const uint8_t *text, size_t length)
{
  size_t at = 0;
  while (length - at >= 16) {
    uint8_t special = 0;
    for (int i = 0; i < 16; i++) {
      const uint8_t byte = text[at + (size_t)i];
      special |= (uint8_t)((byte < 0x20) | (byte > 0x7f) | (byte == '"') | (byte == '\\'));
    }
    if (special) break;
    at += 16;
  }
  while (at < length && text[at] >= 0x20 && text[at] < 0x80 && text[at] != '"'
         && text[at] != '\\') {
    at++;
  }
  return at;
}
