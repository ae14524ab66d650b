// Sums the fourth column of a table with libcsv; prints the seconds.
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct { long column, row; double sum; } state;

static void cell(void *text, size_t size, void *context) {
  (void)context;
  if (state.column++ == 3 && state.row > 0 && size < 64) {
    char number[64];
    for (size_t i = 0; i < size; i++) number[i] = ((char *)text)[i];
    number[size] = 0;
    state.sum += strtod(number, NULL);
  }
}

static void row(int end, void *context) {
  (void)end;
  (void)context;
  state.column = 0;
  state.row++;
}

int main(int count, char **arguments) {
  struct timespec start, end;
  struct csv_parser parser;
  static char buffer[1 << 20];
  if (count < 2) return 64;
  clock_gettime(CLOCK_MONOTONIC, &start);
  FILE *file = fopen(arguments[1], "rb");
  if (!file || csv_init(&parser, 0)) return 1;
  for (size_t size; (size = fread(buffer, 1, sizeof buffer, file)) > 0;) {
    if (csv_parse(&parser, buffer, size, cell, row, NULL) != size) return 1;
  }
  csv_fini(&parser, cell, row, NULL);
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%f\n", end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9);
  return state.sum > 0 ? 0 : 1;
}
