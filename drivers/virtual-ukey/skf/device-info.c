/* What a device tells of itself. */
#include <stdlib.h>
#include <string.h>

#include "face.h"

static void put_text(CHAR *field, size_t room, const void *text, size_t size) {
  if (size > 0) memcpy(field, text, size < room ? size : room);
}

/* 32 characters: those of PKCS#11, then as many that follow from them. They fill the field, so no NUL ends them. */
static void put_serial(const struct key *key, CHAR field[32]) {
  static const char digits[] = "0123456789ABCDEF";
  unsigned char digest[32];
  put_text(field, 32, key->serial.data, key->serial.size);
  if (key->serial.size != 16 || EVP_Digest(key->serial.data, 16, digest, NULL, EVP_sha256(), NULL) != 1) return;
  for (int i = 0; i < 8; i++) {
    field[16 + 2 * i] = digits[digest[i] >> 4];
    field[17 + 2 * i] = digits[digest[i] & 15];
  }
}

static void describe(const struct key *key, DEVINFO *info) {
  size_t used = key_used(key);
  bool old = key->generation < 5; /* RSA only */
  info->Version = (VERSION){1, 0};
  info->HWVersion = info->FirmwareVersion = (VERSION){1, 0};
  put_text(info->Manufacturer, sizeof info->Manufacturer, key->manufacturer.data, key->manufacturer.size);
  put_text(info->Issuer, sizeof info->Issuer, key->model.data, key->model.size);
  put_text(info->Label, sizeof info->Label, key->label.data, key->label.size);
  put_serial(key, info->SerialNumber);
  info->AlgSymCap = SGD_SM4_ECB | SGD_SM4_CBC | SGD_SM4_CFB | SGD_SM4_OFB | SGD_SM4_MAC;
  info->AlgAsymCap = old ? SGD_RSA : SGD_RSA | SGD_SM2_1 | SGD_SM2_2 | SGD_SM2_3;
  info->AlgHashCap = old ? SGD_SHA1 | SGD_SHA256 : SGD_SM3 | SGD_SHA1 | SGD_SHA256;
  info->DevAuthAlgId = SGD_SM4_ECB;
  info->TotalSpace = (ULONG)key->capacity;
  info->FreeSpace = (ULONG)(used < key->capacity ? key->capacity - used : 0);
  info->MaxECCBufferSize = ECC_BUFFER_MAX;
  info->MaxBufferSize = BUFFER_MAX;
}

/* Some makers write past the end of the structure. */
static void overrun(const struct slot *slot, DEVINFO *info) {
  unsigned long more = 256;
  if (quirk(slot, "devinfo-overrun", &more)) memset((BYTE *)info + sizeof *info, 0x5A, more < 3072 ? more : 3072);
}

ULONG SKF_GetDevInfo(DEVHANDLE device, DEVINFO *info) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_GetDevInfo", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && info == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    memset(info, 0, sizeof *info);
    describe(call.slot->key, info);
    overrun(call.slot, info);
  }
  return skf_leave(&call, rv);
}
