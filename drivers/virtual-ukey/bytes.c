/* A growable run of bytes, wiped when it is freed, and text in hex. */
#include <openssl/crypto.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ukey.h"

static bool bytes_reserve(struct bytes *bytes, size_t more) {
  if (bytes->failed) return false;
  if (bytes->room - bytes->size >= more) return true;
  size_t room = (bytes->size + more) * 2 + 64;
  unsigned char *data = malloc(room);
  if (data == NULL) {
    bytes->failed = true;
    return false;
  }
  if (bytes->size > 0) memcpy(data, bytes->data, bytes->size);
  if (bytes->data != NULL) OPENSSL_cleanse(bytes->data, bytes->room);
  free(bytes->data);
  bytes->data = data;
  bytes->room = room;
  return true;
}

void bytes_add(struct bytes *bytes, const void *data, size_t size) {
  if (!bytes_reserve(bytes, size + 1)) return;
  if (size > 0) memcpy(bytes->data + bytes->size, data, size);
  bytes->size += size;
  bytes->data[bytes->size] = 0; /* so that it can be read as text */
}

void bytes_print(struct bytes *bytes, const char *format, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (size < 0 || (size_t)size >= sizeof text) bytes->failed = true;
  else bytes_add(bytes, text, (size_t)size);
}

void bytes_hex(struct bytes *bytes, const void *data, size_t size) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char *from = data;
  if (size == 0) {
    bytes_add(bytes, "-", 1);
    return;
  }
  if (!bytes_reserve(bytes, size * 2 + 1)) return;
  for (size_t i = 0; i < size; i++) {
    char pair[2] = {digits[from[i] >> 4], digits[from[i] & 15]};
    bytes_add(bytes, pair, 2);
  }
}

void bytes_wipe(struct bytes *bytes) {
  if (bytes->data != NULL) OPENSSL_cleanse(bytes->data, bytes->room);
  free(bytes->data);
  *bytes = (struct bytes){0};
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool hex_decode(const char *text, struct bytes *out) {
  bytes_wipe(out);
  if (strcmp(text, "-") == 0) return true;
  size_t size = strlen(text);
  if (size % 2 != 0 || !bytes_reserve(out, size / 2 + 1)) return false;
  for (size_t i = 0; i < size; i += 2) {
    int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return false;
    unsigned char byte = (unsigned char)(high << 4 | low);
    bytes_add(out, &byte, 1);
  }
  return !out->failed;
}

bool hex_decode_fixed(const char *text, unsigned char *out, size_t size) {
  struct bytes decoded = {0};
  bool ok = hex_decode(text, &decoded) && decoded.size == size;
  if (ok && size > 0) memcpy(out, decoded.data, size);
  bytes_wipe(&decoded);
  return ok;
}
