/* A Ukey for Windows behind SKF (GM/T 0016), with one application, kept in memory as long as its process lives. It has
   what an issuance needs and nothing more; the whole virtual Ukey (drivers/virtual-ukey) is for Linux. SM2 after
   GM/T 0003.2 and 0003.4, on the numbers of libgcrypt. */
#define SKF_EXPORT __declspec(dllexport)
#include "../../../drivers/virtual-ukey/skf/skf.h"
#include <gcrypt.h>
#include <stdlib.h>
#include <string.h>

enum { CONTAINERS = 8, CERTIFICATE = 4096, TRIES = 10, FIELD = 32 };

typedef struct { BYTE d[FIELD], x[FIELD], y[FIELD]; BOOL there; BYTE certificate[CERTIFICATE]; ULONG size; } Half;
typedef struct { char name[64]; BOOL used; Half signing, exchange; } Container;

static struct { char pin[32]; ULONG left; BOOL open; Container containers[CONTAINERS]; } key = { .pin = "12345678", .left = TRIES };
static const char device_name[] = "small", application_name[] = "SmallApp";

static gcry_ctx_t curve(void)
{
  static gcry_ctx_t context;
  if (context == NULL) {
    gcry_check_version(NULL);
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    gcry_mpi_ec_new(&context, NULL, "sm2p256v1");
  }
  return context;
}

static gcry_mpi_t number(const BYTE *bytes)
{
  gcry_mpi_t value;
  gcry_mpi_scan(&value, GCRYMPI_FMT_USG, bytes, FIELD, NULL);
  return value;
}

static void put(gcry_mpi_t value, BYTE *out)
{
  size_t size = 0;
  BYTE bytes[FIELD + 1];
  gcry_mpi_print(GCRYMPI_FMT_USG, bytes, sizeof bytes, &size, value);
  memset(out, 0, FIELD);
  memcpy(out + FIELD - size, bytes, size);
}

static gcry_mpi_t order(void) { return gcry_mpi_ec_get_mpi("n", curve(), 1); }

/* 1 ≤ value < n - 1 */
static gcry_mpi_t secret(void)
{
  gcry_mpi_t n = order(), value = gcry_mpi_new(256), limit = gcry_mpi_new(256);
  gcry_mpi_sub_ui(limit, n, 1);
  do {
    gcry_mpi_randomize(value, 256, GCRY_STRONG_RANDOM);
    gcry_mpi_clear_highbit(value, 256);
  } while (gcry_mpi_cmp_ui(value, 0) == 0 || gcry_mpi_cmp(value, limit) >= 0);
  gcry_mpi_release(limit);
  gcry_mpi_release(n);
  return value;
}

/* times * point, or times * G; false at infinity */
static BOOL multiply(gcry_mpi_t times, gcry_mpi_point_t point, BYTE *x, BYTE *y)
{
  gcry_mpi_point_t base = point != NULL ? point : gcry_mpi_ec_get_point("g", curve(), 1), result = gcry_mpi_point_new(0);
  gcry_mpi_t ax = gcry_mpi_new(0), ay = gcry_mpi_new(0);
  gcry_mpi_ec_mul(result, times, base, curve());
  BOOL ok = gcry_mpi_ec_get_affine(ax, ay, result, curve()) == 0;
  if (ok) {
    put(ax, x);
    put(ay, y);
  }
  gcry_mpi_release(ax);
  gcry_mpi_release(ay);
  gcry_mpi_point_release(result);
  if (point == NULL) gcry_mpi_point_release(base);
  return ok;
}

static void to_blob(const Half *half, ECCPUBLICKEYBLOB *blob)
{
  memset(blob, 0, sizeof *blob);
  blob->BitLen = 256;
  memcpy(blob->XCoordinate + 32, half->x, FIELD);
  memcpy(blob->YCoordinate + 32, half->y, FIELD);
}

static ULONG list(char *names, ULONG *size, const char *const *all, int count)
{
  ULONG wanted = 1;
  for (int at = 0; at < count; at++) wanted += (ULONG)strlen(all[at]) + 1;
  if (names != NULL && *size < wanted) return SAR_BUFFER_TOO_SMALL;
  *size = wanted;
  if (names == NULL) return SAR_OK;
  for (int at = 0; at < count; at++) {
    strcpy(names, all[at]);
    names += strlen(all[at]) + 1;
  }
  *names = 0;
  return SAR_OK;
}

static ULONG give(const void *bytes, ULONG length, BYTE *out, ULONG *size)
{
  if (out != NULL && *size < length) return SAR_BUFFER_TOO_SMALL;
  *size = length;
  if (out != NULL) memcpy(out, bytes, length);
  return SAR_OK;
}

static Container *container_named(const char *name)
{
  for (int at = 0; at < CONTAINERS; at++)
    if (key.containers[at].used && strcmp(key.containers[at].name, name) == 0) return &key.containers[at];
  return NULL;
}

static Half *half_of(HCONTAINER container, BOOL signing)
{
  return signing ? &((Container *)container)->signing : &((Container *)container)->exchange;
}

ULONG DEVAPI SKF_EnumDev(BOOL present, LPSTR names, ULONG *size)
{
  const char *const all[] = { device_name };
  (void)present;
  return list(names, size, all, 1);
}

ULONG DEVAPI SKF_ConnectDev(LPSTR name, DEVHANDLE *device)
{
  if (strcmp(name, device_name) != 0) return SAR_INVALIDPARAMERR;
  *device = &key;
  return SAR_OK;
}

ULONG DEVAPI SKF_DisConnectDev(DEVHANDLE device) { return device == &key ? SAR_OK : SAR_INVALIDHANDLEERR; }

ULONG DEVAPI SKF_GetDevState(LPSTR name, ULONG *state)
{
  *state = strcmp(name, device_name) == 0 ? DEV_PRESENT_STATE : DEV_ABSENT_STATE;
  return SAR_OK;
}

ULONG DEVAPI SKF_GetDevInfo(DEVHANDLE device, DEVINFO *info)
{
  if (device != &key) return SAR_INVALIDHANDLEERR;
  memset(info, 0, sizeof *info);
  info->Version.major = 1;
  strcpy(info->Manufacturer, "small");
  /* 小 Ukey in GBK, as libraries on Windows write it; in UTF-8 it would begin with a Cyrillic letter */
  strcpy(info->Label, "\xd0\xa1 Ukey");
  memcpy(info->SerialNumber, "0123456789ABCDEF", 16);
  info->AlgAsymCap = SGD_SM2_1 | SGD_SM2_2 | SGD_SM2_3;
  info->AlgSymCap = SGD_SM4_ECB;
  info->AlgHashCap = SGD_SM3;
  info->DevAuthAlgId = SGD_SM4_ECB;
  info->TotalSpace = info->FreeSpace = 65536;
  info->MaxECCBufferSize = info->MaxBufferSize = 4096;
  return SAR_OK;
}

ULONG DEVAPI SKF_LockDev(DEVHANDLE device, ULONG milliseconds)
{
  (void)milliseconds;
  return device == &key ? SAR_OK : SAR_INVALIDHANDLEERR;
}

ULONG DEVAPI SKF_UnlockDev(DEVHANDLE device) { return device == &key ? SAR_OK : SAR_INVALIDHANDLEERR; }

ULONG DEVAPI SKF_GenRandom(DEVHANDLE device, BYTE *out, ULONG size)
{
  if (device != &key) return SAR_INVALIDHANDLEERR;
  curve();
  gcry_randomize(out, size, GCRY_STRONG_RANDOM);
  return SAR_OK;
}

ULONG DEVAPI SKF_EnumApplication(DEVHANDLE device, LPSTR names, ULONG *size)
{
  const char *const all[] = { application_name };
  return device == &key ? list(names, size, all, 1) : SAR_INVALIDHANDLEERR;
}

ULONG DEVAPI SKF_OpenApplication(DEVHANDLE device, LPSTR name, HAPPLICATION *application)
{
  if (device != &key) return SAR_INVALIDHANDLEERR;
  if (strcmp(name, application_name) != 0) return SAR_APPLICATION_NOT_EXISTS;
  *application = &key.containers;
  return SAR_OK;
}

ULONG DEVAPI SKF_CloseApplication(HAPPLICATION application) { return application ? SAR_OK : SAR_INVALIDHANDLEERR; }

ULONG DEVAPI SKF_GetPINInfo(HAPPLICATION application, ULONG type, ULONG *max, ULONG *left, BOOL *is_default)
{
  (void)application;
  *max = TRIES;
  *left = type == USER_TYPE ? key.left : TRIES;
  *is_default = 0;
  return SAR_OK;
}

static ULONG judge(const char *pin, ULONG *tries)
{
  if (key.left == 0) return SAR_PIN_LOCKED;
  key.open = strcmp(pin, key.pin) == 0;
  key.left = key.open ? TRIES : key.left - 1;
  *tries = key.left;
  return key.open ? SAR_OK : SAR_PIN_INCORRECT;
}

ULONG DEVAPI SKF_VerifyPIN(HAPPLICATION application, ULONG type, LPSTR pin, ULONG *tries)
{
  (void)application;
  return type == USER_TYPE ? judge(pin, tries) : SAR_USER_TYPE_INVALID;
}

ULONG DEVAPI SKF_ChangePIN(HAPPLICATION application, ULONG type, LPSTR old, LPSTR pin, ULONG *tries)
{
  (void)application;
  if (type != USER_TYPE) return SAR_USER_TYPE_INVALID;
  if (strlen(pin) < MIN_PIN_LEN || strlen(pin) >= sizeof key.pin) return SAR_PIN_LEN_RANGE;
  ULONG judged = judge(old, tries);
  if (judged == SAR_OK) strcpy(key.pin, pin);
  return judged;
}

ULONG DEVAPI SKF_ClearSecureState(HAPPLICATION application)
{
  (void)application;
  key.open = 0;
  return SAR_OK;
}

ULONG DEVAPI SKF_EnumFiles(HAPPLICATION application, LPSTR names, ULONG *size)
{
  (void)application;
  return list(names, size, NULL, 0);
}

ULONG DEVAPI SKF_EnumContainer(HAPPLICATION application, LPSTR names, ULONG *size)
{
  const char *all[CONTAINERS];
  int count = 0;
  (void)application;
  for (int at = 0; at < CONTAINERS; at++)
    if (key.containers[at].used) all[count++] = key.containers[at].name;
  return list(names, size, all, count);
}

ULONG DEVAPI SKF_CreateContainer(HAPPLICATION application, LPSTR name, HCONTAINER *container)
{
  (void)application;
  if (!key.open) return SAR_USER_NOT_LOGGED_IN;
  if (strlen(name) >= sizeof key.containers[0].name) return SAR_NAMELENERR;
  for (int at = 0; at < CONTAINERS; at++)
    if (!key.containers[at].used) {
      memset(&key.containers[at], 0, sizeof key.containers[at]);
      key.containers[at].used = 1;
      strcpy(key.containers[at].name, name);
      *container = &key.containers[at];
      return SAR_OK;
    }
  return SAR_NO_ROOM;
}

ULONG DEVAPI SKF_DeleteContainer(HAPPLICATION application, LPSTR name)
{
  Container *found = container_named(name);
  (void)application;
  if (!key.open) return SAR_USER_NOT_LOGGED_IN;
  if (found == NULL) return SAR_FAIL;
  found->used = 0;
  return SAR_OK;
}

ULONG DEVAPI SKF_OpenContainer(HAPPLICATION application, LPSTR name, HCONTAINER *container)
{
  (void)application;
  *container = container_named(name);
  return *container == NULL ? SAR_FAIL : SAR_OK;
}

ULONG DEVAPI SKF_CloseContainer(HCONTAINER container) { return container ? SAR_OK : SAR_INVALIDHANDLEERR; }

ULONG DEVAPI SKF_ImportCertificate(HCONTAINER container, BOOL signing, BYTE *certificate, ULONG size)
{
  Half *half = half_of(container, signing);
  if (!key.open) return SAR_USER_NOT_LOGGED_IN;
  if (size > CERTIFICATE) return SAR_NO_ROOM;
  memcpy(half->certificate, certificate, size);
  half->size = size;
  return SAR_OK;
}

ULONG DEVAPI SKF_ExportCertificate(HCONTAINER container, BOOL signing, BYTE *certificate, ULONG *size)
{
  Half *half = half_of(container, signing);
  return half->size == 0 ? SAR_CERTNOTFOUNDERR : give(half->certificate, half->size, certificate, size);
}

ULONG DEVAPI SKF_ExportPublicKey(HCONTAINER container, BOOL signing, BYTE *blob, ULONG *size)
{
  ECCPUBLICKEYBLOB told;
  Half *half = half_of(container, signing);
  if (!half->there) return SAR_KEYNOTFOUNDERR;
  to_blob(half, &told);
  return give(&told, sizeof told, blob, size);
}

ULONG DEVAPI SKF_GenECCKeyPair(HCONTAINER container, ULONG algorithm, ECCPUBLICKEYBLOB *blob)
{
  Half *half = half_of(container, 1);
  if (algorithm != SGD_SM2_1) return SAR_NOTSUPPORTYETERR;
  if (!key.open) return SAR_USER_NOT_LOGGED_IN;
  curve();
  gcry_mpi_t d = secret();
  put(d, half->d);
  half->there = multiply(d, NULL, half->x, half->y);
  gcry_mpi_release(d);
  to_blob(half, blob);
  return SAR_OK;
}

/* GM/T 0003.2, 6.1: r = e + x1, s = (k - r d) / (1 + d), all modulo n */
ULONG DEVAPI SKF_ECCSignData(HCONTAINER container, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature)
{
  Half *half = half_of(container, 1);
  BYTE x[FIELD], y[FIELD];
  if (!key.open) return SAR_USER_NOT_LOGGED_IN;
  if (!half->there) return SAR_KEYNOTFOUNDERR;
  if (size != FIELD) return SAR_INDATALENERR;
  gcry_mpi_t n = order(), d = number(half->d), e = number(digest), r = gcry_mpi_new(0), s = gcry_mpi_new(0);
  for (;;) {
    gcry_mpi_t k = secret();
    multiply(k, NULL, x, y);
    gcry_mpi_t x1 = number(x), inverse = gcry_mpi_new(0);
    gcry_mpi_addm(r, e, x1, n);
    gcry_mpi_mulm(s, r, d, n);
    gcry_mpi_subm(s, k, s, n);
    gcry_mpi_add_ui(inverse, d, 1);
    gcry_mpi_invm(inverse, inverse, n);
    gcry_mpi_mulm(s, s, inverse, n);
    gcry_mpi_release(inverse);
    gcry_mpi_release(x1);
    gcry_mpi_release(k);
    if (gcry_mpi_cmp_ui(r, 0) != 0 && gcry_mpi_cmp_ui(s, 0) != 0) break;
  }
  memset(signature, 0, sizeof *signature);
  put(r, signature->r + 32);
  put(s, signature->s + 32);
  gcry_mpi_release(n);
  gcry_mpi_release(d);
  gcry_mpi_release(e);
  gcry_mpi_release(r);
  gcry_mpi_release(s);
  return SAR_OK;
}

/* GM/T 0003.4, 7.1: the plain text is C2 under KDF(x2 ‖ y2), and C3 is SM3(x2 ‖ M ‖ y2). */
static ULONG decrypt(const Half *half, const ECCCIPHERBLOB *cipher, BYTE *out)
{
  BYTE shared[2 * FIELD + 4], mask[FIELD], check[FIELD];
  gcry_mpi_t d = number(half->d), x = number(cipher->XCoordinate + 32), y = number(cipher->YCoordinate + 32);
  gcry_mpi_t one = gcry_mpi_set_ui(NULL, 1);
  gcry_mpi_point_t point = gcry_mpi_point_set(NULL, x, y, one);
  BOOL ok = gcry_mpi_ec_curve_point(point, curve()) && multiply(d, point, shared, shared + FIELD);
  gcry_mpi_point_release(point);
  gcry_mpi_release(one);
  gcry_mpi_release(x);
  gcry_mpi_release(y);
  gcry_mpi_release(d);
  if (!ok) return SAR_INDATAERR;
  for (ULONG at = 0; at < cipher->CipherLen; at++) {
    if (at % FIELD == 0) {
      ULONG counter = at / FIELD + 1;
      for (int place = 0; place < 4; place++) shared[2 * FIELD + place] = (BYTE)(counter >> (24 - 8 * place));
      gcry_md_hash_buffer(GCRY_MD_SM3, mask, shared, sizeof shared);
    }
    out[at] = cipher->Cipher[at] ^ mask[at % FIELD];
  }
  BYTE *all = malloc(2 * FIELD + cipher->CipherLen);
  memcpy(all, shared, FIELD);
  memcpy(all + FIELD, out, cipher->CipherLen);
  memcpy(all + FIELD + cipher->CipherLen, shared + FIELD, FIELD);
  gcry_md_hash_buffer(GCRY_MD_SM3, check, all, 2 * FIELD + cipher->CipherLen);
  free(all);
  return memcmp(check, cipher->HASH, FIELD) == 0 ? SAR_OK : SAR_INDATAERR;
}

ULONG DEVAPI SKF_ImportECCKeyPair(HCONTAINER container, ENVELOPEDKEYBLOB *envelope)
{
  BYTE session[16], opened[64];
  Half *to = half_of(container, 0);
  gcry_cipher_hd_t cipher;
  if (!key.open) return SAR_USER_NOT_LOGGED_IN;
  if (envelope->ulSymmAlgID != SGD_SM4_ECB || envelope->ECCCipherBlob.CipherLen != sizeof session)
    return SAR_NOTSUPPORTYETERR;
  ULONG problem = decrypt(half_of(container, 1), &envelope->ECCCipherBlob, session);
  if (problem != SAR_OK) return problem;
  gcry_cipher_open(&cipher, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_ECB, 0);
  gcry_cipher_setkey(cipher, session, sizeof session);
  gcry_cipher_decrypt(cipher, opened, sizeof opened, envelope->cbEncryptedPriKey, sizeof opened);
  gcry_cipher_close(cipher);
  /* d alone may be encrypted, behind 32 zeros, or all 64 bytes; the public key tells which of them it was. */
  for (int from = 0; from <= 32; from += 32) {
    gcry_cipher_open(&cipher, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_ECB, 0);
    gcry_cipher_setkey(cipher, session, sizeof session);
    gcry_cipher_decrypt(cipher, to->d, FIELD, envelope->cbEncryptedPriKey + 32, FIELD);
    gcry_cipher_close(cipher);
    gcry_mpi_t d = number(from == 0 ? opened + 32 : to->d);
    to->there = multiply(d, NULL, to->x, to->y) && memcmp(to->x, envelope->PubKey.XCoordinate + 32, FIELD) == 0;
    put(d, to->d);
    gcry_mpi_release(d);
    if (to->there) return SAR_OK;
  }
  return SAR_INDATAERR;
}

__declspec(dllexport) ULONG DEVAPI SKF_ECCDecrypt(HCONTAINER container, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size)
{
  if (!key.open) return SAR_USER_NOT_LOGGED_IN;
  if (out == NULL || *size < cipher->CipherLen) {
    *size = cipher->CipherLen;
    return out == NULL ? SAR_OK : SAR_BUFFER_TOO_SMALL;
  }
  *size = cipher->CipherLen;
  return decrypt(half_of(container, 0), cipher, out);
}
