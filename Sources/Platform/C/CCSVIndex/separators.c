/* The structural index of a CSV text.

   64 bytes at a time become bit masks: one for quotes, one for delimiters, CR and LF. The running
   exclusive-or of the quote mask (a carry-less multiplication by all ones) is 1 for every byte
   inside quotes, so `separators & ~inside` are the ends of cells. A doubled quote closes and opens
   again, which leaves the mask right. The method is that of Langdale and Lemire, "Parsing gigabytes
   of JSON per second", doi:10.1007/s00778-019-00578-5, for CSV. */
#include "CCSVIndex.h"
#include <string.h>

size_t csvindex_separators_scalar(const uint8_t *text, size_t length, uint8_t delimiter,
                                  uint8_t quote, uint32_t *offsets, size_t *stop)
{
  size_t count = 0;
  int inside = 0;
  int may_open = 1; /* the byte before was a separator or a quote */
  for (size_t at = 0; at < length; at++) {
    const uint8_t byte = text[at];
    const int is_separator = byte == delimiter || byte == '\r' || byte == '\n';
    const int is_quote = byte == quote;
    if (is_quote) {
      inside = !inside;
      if (inside && !may_open) {
        *stop = at;
        return count;
      }
    } else if (is_separator && !inside) {
      offsets[count++] = (uint32_t)at;
    }
    may_open = is_separator || is_quote;
  }
  *stop = length;
  return count;
}

#if defined(__x86_64__)
#include <immintrin.h>
#define VECTOR __attribute__((target("avx2,pclmul,bmi,popcnt")))

/* Bit i is set where byte i of the 64 equals `byte`. */
VECTOR static inline uint64_t equal(__m256i low, __m256i high, __m256i byte)
{
  const uint32_t l = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, byte));
  const uint32_t h = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, byte));
  return l | (uint64_t)h << 32;
}

/* Bit i is the exclusive-or of bits 0 to i. */
VECTOR static inline uint64_t running_xor(uint64_t bits)
{
  const __m128i all = _mm_set1_epi8((char)0xff);
  const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), all, 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

/* Writes the positions of the set bits, eight at a time: it may write up to seven too many, which
   the room for 64 more entries takes. */
VECTOR static inline size_t write_positions(uint64_t bits, uint32_t base, uint32_t *offsets)
{
  const size_t count = (size_t)_mm_popcnt_u64(bits);
  while (bits) {
    for (int i = 0; i < 8; i++) {
      offsets[i] = base + (uint32_t)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    offsets += 8;
  }
  return count;
}

VECTOR static size_t separators_avx2(const uint8_t *text, size_t length, uint8_t delimiter,
                                     uint8_t quote, uint32_t *offsets, size_t *stop)
{
  const __m256i delimiters = _mm256_set1_epi8((char)delimiter);
  const __m256i quotes = _mm256_set1_epi8((char)quote);
  const __m256i returns = _mm256_set1_epi8('\r');
  const __m256i newlines = _mm256_set1_epi8('\n');
  size_t count = 0;
  uint64_t carried_inside = 0; /* all ones when the last 64 bytes ended inside quotes */
  uint64_t carried_open = 1;   /* 1 when they ended with a separator or a quote */
  uint8_t tail[64];

  for (size_t at = 0; at < length; at += 64) {
    const uint8_t *bytes = text + at;
    uint64_t valid = ~0ull;
    if (length - at < 64) {
      memset(tail, 0, sizeof tail);
      memcpy(tail, bytes, length - at);
      bytes = tail;
      valid = (1ull << (length - at)) - 1;
    }
    const __m256i low = _mm256_loadu_si256((const void *)bytes);
    const __m256i high = _mm256_loadu_si256((const void *)(bytes + 32));
    const uint64_t quote_bits = equal(low, high, quotes) & valid;
    uint64_t separators = (equal(low, high, delimiters) | equal(low, high, returns)
                           | equal(low, high, newlines))
                          & valid;
    const uint64_t openers = separators | quote_bits;
    uint64_t inside = carried_inside;
    if (quote_bits) {
      inside ^= running_xor(quote_bits);
      const uint64_t misplaced = quote_bits & inside & ~(openers << 1 | carried_open);
      if (misplaced) {
        separators &= ~inside & ((misplaced & -misplaced) - 1);
        *stop = at + (size_t)_tzcnt_u64(misplaced);
        return count + write_positions(separators, (uint32_t)at, offsets + count);
      }
      carried_inside = (uint64_t)((int64_t)inside >> 63);
    }
    carried_open = openers >> 63;
    count += write_positions(separators & ~inside, (uint32_t)at, offsets + count);
  }
  *stop = length;
  return count;
}
#endif

size_t csvindex_separators(const uint8_t *text, size_t length, uint8_t delimiter, uint8_t quote,
                           uint32_t *offsets, size_t *stop)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul")
      && __builtin_cpu_supports("bmi")) {
    return separators_avx2(text, length, delimiter, quote, offsets, stop);
  }
#endif
  return csvindex_separators_scalar(text, length, delimiter, quote, offsets, stop);
}
