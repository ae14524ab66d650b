// libvips for Swift: its calls are variadic, and its headers need GLib's include paths, so this
// header names no type of either.
//
// All calls belong on one thread. Those that return int say 0, or -1 and a message. Files come as
// open descriptors and pictures leave as bytes, because libvips reads options in brackets out of
// every file name that it is given.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { images_message_size = 1024 };

/* Why a call failed, in the words of libvips or its decoders; cut to the size. */
typedef struct {
  char text[images_message_size];
} images_message;

/* Once, before all else. Only the decoders of JPEG, PNG, WebP, HEIF/AVIF, GIF and TIFF stay usable;
   one thread computes, nothing is cached. */
int images_start(images_message *message);

/* What a file says of itself before anything is decoded. Foreign text: not checked in any way. */
typedef struct {
  int width, height; /* of the first page, as stored */
  int orientation;   /* 1 to 8, EXIF tag 0x0112 */
  int pages;
  int has_alpha;
  char taken[32];  /* EXIF DateTimeOriginal, empty when there is none */
  char maker[64];  /* EXIF Make */
  char camera[64]; /* EXIF Model */
} images_header;

int images_read_header(int descriptor, images_header *header, images_message *message);

/* Decodes rows from the top until the first that fails; `rows` of them were whole. */
int images_whole_rows(int descriptor, int *rows, images_message *message);

/* A decoded picture in memory: upright, sRGB, 8 bits, without metadata. */
typedef struct images_picture images_picture;

/* Decodes the first page, shrunk to fit the box and never enlarged. NULL and a message; with a
   picture the message is what the decoder complained of without giving up, often nothing. */
images_picture *images_decode(int descriptor, int width_max, int height_max,
                              images_message *message);
void images_close(images_picture *picture);
int images_width(const images_picture *picture);
int images_height(const images_picture *picture);

/* A copy at exactly this width, which is at most the picture's own. NULL and a message. */
images_picture *images_shrink(const images_picture *picture, int width, images_message *message);

/* A copy of exactly this size, enlarged if need be and cut to what draws the eye. NULL and a
   message. */
images_picture *images_cut(const images_picture *picture, int width, int height,
                           images_message *message);

/* The mean of all pixels, red, green and blue, on white where the picture is transparent. */
int images_colour(const images_picture *picture, uint8_t colour[3], images_message *message);

/* One byte of brightness for each pixel, rows from the top, on white where the picture is
   transparent. `grey` has room for width times height bytes. */
int images_grey(const images_picture *picture, uint8_t *grey, images_message *message);

typedef enum { images_webp = 0, images_jpeg = 1, images_avif = 2 } images_format;

/* The picture as a file. `bytes` is freed with images_free. */
int images_encode(const images_picture *picture, images_format format, int quality,
                  uint8_t **bytes, size_t *count, images_message *message);
void images_free(uint8_t *bytes);
