#include "CImages.h"
#include <malloc.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

struct images_picture {
  VipsImage *image;
};

static void copy_text(char *target, size_t size, const char *source, size_t length) {
  if (length >= size) length = size - 1;
  memcpy(target, source, length);
  target[length] = 0;
}

/* Decoders often warn of the cause and then fail with less: "not enough data", "libpng read error".
   Written by libvips' own thread too, but only while the caller waits for it. */
static char last_warning[images_message_size];

static void keep_warning(const char *domain, GLogLevelFlags level, const char *text, void *data) {
  (void)domain, (void)level, (void)data;
  /* This one only says where, and comes last. */
  if (g_str_has_prefix(text, "error in tile")) return;
  copy_text(last_warning, sizeof last_warning, text, strlen(text));
}

/* libvips appends to its message for ever: take it and empty it. -1. */
static int fail(images_message *message) {
  g_snprintf(message->text, sizeof message->text, "%s%s%s", last_warning,
             *last_warning ? "\n" : "", vips_error_buffer());
  last_warning[0] = 0;
  vips_error_clear();
  return -1;
}

int images_start(images_message *message) {
  static const char *const decoders[] = {
    "VipsForeignLoadJpeg", "VipsForeignLoadPng",   "VipsForeignLoadWebp",
    "VipsForeignLoadHeif", "VipsForeignLoadNsgif", "VipsForeignLoadTiff",
  };
  /* Every arena of malloc takes 64 MiB of the address space, which is limited. */
  mallopt(M_ARENA_MAX, 2);
  if (vips_init("dropmill-images")) return fail(message);
  g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, keep_warning, NULL);
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_block_untrusted_set(TRUE);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (size_t i = 0; i < sizeof decoders / sizeof *decoders; i++) {
    vips_operation_block_set(decoders[i], FALSE);
  }
  return 0;
}

/* The file from its start: earlier readers have moved the offset, which duplicates share. */
static VipsSource *open_source(int descriptor) {
  last_warning[0] = 0;
  lseek(descriptor, 0, SEEK_SET);
  return vips_source_new_from_descriptor(descriptor);
}

/* The picture of a file, not decoded yet. */
static VipsImage *open_image(int descriptor) {
  VipsSource *source = open_source(descriptor);
  if (!source) return NULL;
  VipsImage *image = vips_image_new_from_source(
    source, "", "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
  g_object_unref(source);
  return image;
}

/* libvips gives EXIF text as "Canon (Canon, ASCII, 6 components, 6 bytes)". */
static void read_exif(VipsImage *image, const char *name, char *target, size_t size) {
  const char *text;
  target[0] = 0;
  if (!vips_image_get_typeof(image, name)) return;
  if (vips_image_get_string(image, name, &text)) {
    vips_error_clear();
    return;
  }
  const char *end = strstr(text, " (");
  copy_text(target, size, text, end ? (size_t)(end - text) : strlen(text));
}

int images_read_header(int descriptor, images_header *header, images_message *message) {
  VipsImage *image = open_image(descriptor);
  if (!image) return fail(message);
  header->width = vips_image_get_width(image);
  header->height = vips_image_get_height(image);
  header->orientation = vips_image_get_orientation(image);
  header->pages = vips_image_get_n_pages(image);
  header->has_alpha = vips_image_hasalpha(image);
  read_exif(image, "exif-ifd2-DateTimeOriginal", header->taken, sizeof header->taken);
  read_exif(image, "exif-ifd0-Make", header->maker, sizeof header->maker);
  read_exif(image, "exif-ifd0-Model", header->camera, sizeof header->camera);
  g_object_unref(image);
  return 0;
}

int images_whole_rows(int descriptor, int *rows, images_message *message) {
  VipsImage *image = open_image(descriptor);
  if (!image) return fail(message);
  VipsRegion *region = vips_region_new(image);
  *rows = 0;
  while (*rows < image->Ysize) {
    const VipsRect strip = {0, *rows, image->Xsize, VIPS_MIN(16, image->Ysize - *rows)};
    if (vips_region_prepare(region, &strip)) break;
    *rows += strip.height;
  }
  vips_error_clear();
  g_object_unref(region);
  g_object_unref(image);
  return 0;
}

/* A picture of nothing but pixels: whatever the file said of place, time and camera cannot get into
   another file from here. The savers' "strip" is not enough: webpsave 8.14.1 keeps EXIF with it.
   `pixels` is taken over. NULL on failure. */
static images_picture *from_pixels(void *pixels, size_t size, int width, int height, int bands) {
  VipsImage *plain =
    vips_image_new_from_memory_copy(pixels, size, width, height, bands, VIPS_FORMAT_UCHAR);
  g_free(pixels);
  if (!plain) return NULL;
  VipsImage *image = NULL;
  const int result = vips_copy(plain, &image, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
  g_object_unref(plain);
  if (result) return NULL;
  images_picture *picture = g_new(images_picture, 1);
  picture->image = image;
  return picture;
}

/* Computes the image to the end. NULL on failure. */
static images_picture *in_memory(VipsImage *image) {
  VipsImage *colour = NULL, *bytes = NULL, *picked = NULL;
  images_picture *picture = NULL;
  /* A TIFF may have more bands than colours and transparency. */
  if (!vips_colourspace(image, &colour, VIPS_INTERPRETATION_sRGB, NULL)
      && !vips_cast_uchar(colour, &bytes, NULL)
      && !vips_extract_band(bytes, &picked, 0, "n", VIPS_MIN(bytes->Bands, 4), NULL)) {
    size_t size;
    void *pixels = vips_image_write_to_memory(picked, &size);
    if (pixels) {
      picture = from_pixels(pixels, size, picked->Xsize, picked->Ysize, picked->Bands);
    }
  }
  if (picked) g_object_unref(picked);
  if (bytes) g_object_unref(bytes);
  if (colour) g_object_unref(colour);
  return picture;
}

/* What a file is turned into: one without a profile of colours stays as it is. libvips 8.14.1 would
   convert it to sRGB as if it were something else, and take a sixth of its red away. */
static const char *profile_for(int descriptor) {
  VipsImage *image = open_image(descriptor);
  const int has_profile = image && vips_image_get_typeof(image, VIPS_META_ICC_NAME);
  if (image) g_object_unref(image);
  return has_profile ? "srgb" : NULL;
}

images_picture *images_decode(int descriptor, int width_max, int height_max,
                              images_message *message) {
  const char *profile = profile_for(descriptor);
  VipsSource *source = open_source(descriptor);
  VipsImage *shrunk = NULL;
  images_picture *picture = NULL;
  /* As an option of the loader: vips_thumbnail_source() 8.14 forgets its own "fail_on". */
  if (source
      && !vips_thumbnail_source(source, &shrunk, width_max, "height", height_max, "size",
                                VIPS_SIZE_DOWN, "export_profile", profile, "option_string",
                                "[fail-on=error]", NULL)) {
    picture = in_memory(shrunk);
    g_object_unref(shrunk);
  }
  if (source) g_object_unref(source);
  if (picture) {
    /* What decoders complained of without giving up. */
    last_warning[0] = 0;
  }
  fail(message);
  return picture;
}

void images_close(images_picture *picture) {
  g_object_unref(picture->image);
  g_free(picture);
}

int images_width(const images_picture *picture) { return vips_image_get_width(picture->image); }

int images_height(const images_picture *picture) { return vips_image_get_height(picture->image); }

static images_picture *resized(const images_picture *picture, int width, int height, VipsSize size,
                               VipsInteresting crop, images_message *message) {
  VipsImage *image = NULL;
  images_picture *copy = NULL;
  if (!vips_thumbnail_image(picture->image, &image, width, "height", height, "size", size, "crop",
                            crop, "no_rotate", TRUE, NULL)) {
    copy = in_memory(image);
    g_object_unref(image);
  }
  if (!copy) fail(message);
  return copy;
}

images_picture *images_shrink(const images_picture *picture, int width, images_message *message) {
  return resized(picture, width, VIPS_MAX_COORD, VIPS_SIZE_DOWN, VIPS_INTERESTING_NONE, message);
}

images_picture *images_cut(const images_picture *picture, int width, int height,
                           images_message *message) {
  return resized(picture, width, height, VIPS_SIZE_BOTH, VIPS_INTERESTING_ATTENTION, message);
}

/* On white, without transparency; a new reference in any case. NULL on failure. */
static VipsImage *on_white(VipsImage *image) {
  if (!vips_image_hasalpha(image)) return g_object_ref(image);
  VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
  VipsImage *flat = NULL;
  if (vips_flatten(image, &flat, "background", white, NULL)) flat = NULL;
  vips_area_unref(VIPS_AREA(white));
  return flat;
}

int images_colour(const images_picture *picture, uint8_t colour[3], images_message *message) {
  VipsImage *flat = on_white(picture->image);
  if (!flat) return fail(message);
  int result = 0;
  for (int band = 0; band < 3 && !result; band++) {
    VipsImage *one = NULL;
    double mean = 0;
    /* A grey picture has one band that stands for all three. */
    result = vips_extract_band(flat, &one, VIPS_MIN(band, flat->Bands - 1), NULL)
             || vips_avg(one, &mean, NULL);
    colour[band] = (uint8_t)VIPS_RINT(mean);
    if (one) g_object_unref(one);
  }
  g_object_unref(flat);
  return result ? fail(message) : 0;
}

int images_grey(const images_picture *picture, uint8_t *grey, images_message *message) {
  VipsImage *flat = on_white(picture->image), *grey_image = NULL, *bytes = NULL;
  size_t count;
  void *memory = NULL;
  if (flat && !vips_colourspace(flat, &grey_image, VIPS_INTERPRETATION_B_W, NULL)
      && !vips_cast_uchar(grey_image, &bytes, NULL)) {
    memory = vips_image_write_to_memory(bytes, &count);
  }
  const size_t wanted = (size_t)images_width(picture) * (size_t)images_height(picture);
  const int is_whole = memory && count == wanted;
  if (is_whole) memcpy(grey, memory, count);
  g_free(memory);
  if (bytes) g_object_unref(bytes);
  if (grey_image) g_object_unref(grey_image);
  if (flat) g_object_unref(flat);
  return is_whole ? 0 : fail(message);
}

int images_encode(const images_picture *picture, images_format format, int quality,
                  uint8_t **bytes, size_t *count, images_message *message) {
  VipsImage *image = picture->image;
  void *buffer = NULL;
  int result = -1;
  if (format == images_webp) {
    /* Effort 2 takes 0.6 of the time of the default 4, for 4 % more bytes. */
    result = vips_webpsave_buffer(image, &buffer, count, "Q", quality, "effort", 2, "strip", TRUE,
                                  NULL);
  } else if (format == images_avif) {
    /* Effort 1 takes half the time of 2 and a twelfth of that of the default 4, for 2 % more
       bytes than 2. */
    result = vips_heifsave_buffer(image, &buffer, count, "Q", quality, "bitdepth", 8, "effort", 1,
                                  "compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "strip", TRUE,
                                  NULL);
  } else {
    VipsImage *flat = on_white(image);
    if (flat) {
      result = vips_jpegsave_buffer(flat, &buffer, count, "Q", quality, "optimize_coding", TRUE,
                                    "interlace", TRUE, "strip", TRUE, NULL);
      g_object_unref(flat);
    }
  }
  *bytes = buffer;
  return result ? fail(message) : 0;
}

void images_free(uint8_t *bytes) { g_free(bytes); }
