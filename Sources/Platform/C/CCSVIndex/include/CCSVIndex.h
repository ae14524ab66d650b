/* Byte scans that a CSV reader and a JSON writer make over every byte they see, with vector
   instructions where the processor has them. No state, no allocation, no locale. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Finds where cells and rows end.

   `text` must start at a row. The offsets of the delimiter, CR and LF outside quotes go to
   `offsets`, ascending; it must have room for `length` + 64 entries. The search stops at the first
   quote that neither opens a cell nor doubles another quote: `*stop` is its offset, or `length`.
   `length` is at most 2^32 - 1. A `quote` that never occurs in the text (NUL) means no quoting.
   Returns the number of offsets written. */
size_t csvindex_separators(const uint8_t *text, size_t length, uint8_t delimiter, uint8_t quote,
                           uint32_t *offsets, size_t *stop);

/* The same, byte by byte: for processors without AVX2, and as the reference in tests. */
size_t csvindex_separators_scalar(const uint8_t *text, size_t length, uint8_t delimiter,
                                  uint8_t quote, uint32_t *offsets, size_t *stop);

/* The length of the longest prefix that is UTF-8 (RFC 3629) without NUL. `*truncated` becomes 1
   when what follows may be the start of a character that goes on after the text, otherwise 0. */
size_t csvindex_clean(const uint8_t *text, size_t length, int *truncated);

/* The number of lines that end in the text: LF, CR, and CRLF as one. `before` is the byte in front
   of the text (0 if none), so that a CRLF cut in two is counted once. */
size_t csvindex_lines(const uint8_t *text, size_t length, uint8_t before);

/* The offset behind the first LF, CR or CRLF; `length` + 1 if there is none. */
size_t csvindex_line_end(const uint8_t *text, size_t length);

/* The offset of the first `byte`; `length` if there is none. */
size_t csvindex_find(const uint8_t *text, size_t length, uint8_t byte);

/* The length of the longest prefix that may stand in a JSON string as it is: ASCII without
   control characters, quotation mark and backslash. */
size_t csvindex_json_plain(const uint8_t *text, size_t length);
