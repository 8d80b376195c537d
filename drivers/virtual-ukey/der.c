/* As much DER as SM2 needs. The reader forgives a fault of real devices: an INTEGER without its sign pad. */
#include <string.h>

#include "ukey.h"

/* Takes one element with this tag off the front and stores its content in inside. */
bool der_enter(struct der *der, unsigned tag, struct der *inside) {
  if (der->left < 2 || der->at[0] != tag) return false;
  size_t header = 2, size = der->at[1];
  if (size >= 0x80) {
    size_t more = size & 0x7F;
    if (more == 0 || more > 3 || der->left < 2 + more) return false;
    size = 0;
    for (size_t i = 0; i < more; i++) size = size << 8 | der->at[2 + i];
    header += more;
  }
  if (der->left - header < size) return false;
  inside->at = der->at + header;
  inside->left = size;
  der->at += header + size;
  der->left -= header + size;
  return true;
}

bool der_unsigned32(struct der *der, unsigned char out[32]) {
  struct der number;
  if (!der_enter(der, 0x02, &number)) return false;
  while (number.left > 0 && number.at[0] == 0) {
    number.at++;
    number.left--;
  }
  if (number.left > 32) return false;
  memset(out, 0, 32);
  memcpy(out + 32 - number.left, number.at, number.left);
  return true;
}

void der_put(struct bytes *out, unsigned tag, const void *data, size_t size) {
  unsigned char header[5] = {(unsigned char)tag};
  size_t used = 2;
  if (size < 0x80) header[1] = (unsigned char)size;
  else if (size < 0x100) {
    header[1] = 0x81;
    header[used++] = (unsigned char)size;
  } else if (size < 0x10000) {
    header[1] = 0x82;
    header[used++] = (unsigned char)(size >> 8);
    header[used++] = (unsigned char)size;
  } else {
    header[1] = 0x83;
    header[used++] = (unsigned char)(size >> 16);
    header[used++] = (unsigned char)(size >> 8);
    header[used++] = (unsigned char)size;
  }
  bytes_add(out, header, used);
  bytes_add(out, data, size);
}

void der_put_unsigned(struct bytes *out, const unsigned char *data, size_t size) {
  unsigned char padded[65] = {0};
  while (size > 1 && data[0] == 0) {
    data++;
    size--;
  }
  if (size >= sizeof padded) {
    out->failed = true;
    return;
  }
  memcpy(padded + 1, data, size);
  bool pad = size > 0 && (data[0] & 0x80) != 0;
  der_put(out, 0x02, pad ? padded : padded + 1, pad ? size + 1 : size);
}

bool signature_to_raw(const unsigned char *der, size_t size, unsigned char raw[64]) {
  struct der all = {der, size}, pair;
  return der_enter(&all, 0x30, &pair) && all.left == 0 && der_unsigned32(&pair, raw) &&
         der_unsigned32(&pair, raw + 32) && pair.left == 0;
}

void signature_to_der(const unsigned char raw[64], struct bytes *out) {
  struct bytes pair = {0};
  der_put_unsigned(&pair, raw, 32);
  der_put_unsigned(&pair, raw + 32, 32);
  if (pair.failed) out->failed = true;
  else der_put(out, 0x30, pair.data, pair.size);
  bytes_wipe(&pair);
}
