/* SM2 beyond libcrypto's EVP: Z, the raw form of a ciphertext, and the enveloped key of GM/T 0009. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <string.h>

#include "ukey.h"

/* a, b, Gx, Gy of sm2p256v1 */
static const char curve_hex[] =
    "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC"
    "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93"
    "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
    "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";

/* Z = SM3(bits of ID (2 bytes) || ID || a || b || Gx || Gy || Px || Py) */
bool sm2_z(const EVP_PKEY *key, const unsigned char *id, size_t id_size, unsigned char z[32]) {
  unsigned char point[65];
  size_t size = 0;
  struct bytes input = {0};
  unsigned char bits[2] = {(unsigned char)(id_size >> 5), (unsigned char)(id_size << 3)};
  unsigned char curve[128];
  if (id_size > 0x1FFF || !hex_decode_fixed(curve_hex, curve, sizeof curve)) return false;
  if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &size) != 1 || size != 65)
    return false;
  bytes_add(&input, bits, 2);
  bytes_add(&input, id, id_size);
  bytes_add(&input, curve, sizeof curve);
  bytes_add(&input, point + 1, 64);
  bool ok = !input.failed && EVP_Digest(input.data, input.size, z, NULL, EVP_sm3(), NULL) == 1;
  bytes_wipe(&input);
  return ok;
}

/* 04||C1||C3||C2 to SM2Cipher { x, y, C3, C2 } */
static bool raw_to_der(const unsigned char *raw, size_t size, struct bytes *out) {
  struct bytes inside = {0};
  if (size < 1 + 64 + 32 + 1 || raw[0] != 0x04) return false;
  der_put_unsigned(&inside, raw + 1, 32);
  der_put_unsigned(&inside, raw + 33, 32);
  der_put(&inside, 0x04, raw + 65, 32);
  der_put(&inside, 0x04, raw + 97, size - 97);
  if (!inside.failed) der_put(out, 0x30, inside.data, inside.size);
  bool ok = !inside.failed && !out->failed;
  bytes_wipe(&inside);
  return ok;
}

static bool der_to_raw(struct der cipher, struct bytes *out) {
  unsigned char point[65] = {0x04};
  struct der inside, hash, text;
  if (!der_enter(&cipher, 0x30, &inside) || !der_unsigned32(&inside, point + 1) || !der_unsigned32(&inside, point + 33) ||
      !der_enter(&inside, 0x04, &hash) || hash.left != 32 || !der_enter(&inside, 0x04, &text))
    return false;
  bytes_add(out, point, sizeof point);
  bytes_add(out, hash.at, 32);
  bytes_add(out, text.at, text.left);
  return !out->failed;
}

static bool evp_decrypt(EVP_PKEY *key, const struct bytes *der, struct bytes *out) {
  size_t size = 0;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  bool ok = context != NULL && EVP_PKEY_decrypt_init(context) == 1 &&
            EVP_PKEY_decrypt(context, NULL, &size, der->data, der->size) == 1;
  unsigned char *text = ok ? OPENSSL_zalloc(size + 1) : NULL;
  ok = text != NULL && EVP_PKEY_decrypt(context, text, &size, der->data, der->size) == 1;
  if (ok) bytes_add(out, text, size);
  OPENSSL_clear_free(text, size + 1);
  EVP_PKEY_CTX_free(context);
  return ok && !out->failed;
}

static bool decrypt_raw(EVP_PKEY *key, const struct bytes *raw, struct bytes *out) {
  struct bytes clean = {0};
  bool ok = !raw->failed && raw_to_der(raw->data, raw->size, &clean) && evp_decrypt(key, &clean, out);
  bytes_wipe(&clean);
  return ok;
}

/* Rewrites it as clean DER first, because libcrypto insists on that and callers do not. Raw text may come without
   its leading 04; C3 reveals a point that begins with 04 by chance. */
CK_RV sm2_decrypt(EVP_PKEY *key, bool der, const unsigned char *data, size_t size, struct bytes *out) {
  struct bytes raw = {0}, prefixed = {0};
  bool ok = true;
  if (der) ok = der_to_raw((struct der){data, size}, &raw);
  else bytes_add(&raw, data, size);
  ok = ok && decrypt_raw(key, &raw, out);
  if (!ok && !der) {
    bytes_add(&prefixed, "\x04", 1);
    bytes_add(&prefixed, data, size);
    ok = decrypt_raw(key, &prefixed, out);
  }
  bytes_wipe(&raw);
  bytes_wipe(&prefixed);
  return ok ? CKR_OK : CKR_ENCRYPTED_DATA_INVALID;
}

CK_RV sm2_encrypt(EVP_PKEY *key, bool der, const unsigned char *data, size_t size, struct bytes *out) {
  size_t room = 0;
  if (size == 0) return CKR_DATA_LEN_RANGE;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  bool ok = context != NULL && EVP_PKEY_encrypt_init(context) == 1 &&
            EVP_PKEY_encrypt(context, NULL, &room, data, size) == 1;
  unsigned char *text = ok ? OPENSSL_zalloc(room + 1) : NULL;
  ok = text != NULL && EVP_PKEY_encrypt(context, text, &room, data, size) == 1;
  if (ok && der) bytes_add(out, text, room);
  else if (ok) ok = der_to_raw((struct der){text, room}, out);
  OPENSSL_free(text);
  EVP_PKEY_CTX_free(context);
  return ok && !out->failed ? CKR_OK : CKR_DEVICE_ERROR;
}

bool sm4_ecb_open(const struct bytes *key, const unsigned char *in, size_t size, unsigned char *out) {
  int first = 0, last = 0;
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
  bool ok = context != NULL && key->size == 16 &&
            EVP_DecryptInit_ex(context, EVP_sm4_ecb(), NULL, key->data, NULL) == 1 &&
            EVP_CIPHER_CTX_set_padding(context, 0) == 1 && EVP_DecryptUpdate(context, out, &first, in, (int)size) == 1 &&
            EVP_DecryptFinal_ex(context, out + first, &last) == 1 && (size_t)(first + last) == size;
  EVP_CIPHER_CTX_free(context);
  return ok;
}

/* symAlgID must be SM4 (1.2.156.10197.1.104 or .104.1): the only cipher this key knows for it. */
static bool is_sm4_ecb(struct der algorithm) {
  static const unsigned char sm4[] = {0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x68};
  struct der oid;
  if (!der_enter(&algorithm, 0x06, &oid) || oid.left < sizeof sm4 || memcmp(oid.at, sm4, sizeof sm4) != 0) return false;
  return oid.left == sizeof sm4 || (oid.left == sizeof sm4 + 1 && oid.at[sizeof sm4] == 0x01);
}

/* The 32 bytes of d, alone or right-aligned in 64 (both occur in the field). */
static bool open_secret(const struct bytes *key, struct der sealed, unsigned char secret[32]) {
  unsigned char plain[64];
  if (sealed.left != 32 && sealed.left != 64) return false;
  bool ok = sm4_ecb_open(key, sealed.at, sealed.left, plain);
  unsigned char high = 0;
  for (size_t i = 0; ok && i < sealed.left - 32; i++) high |= plain[i];
  if (ok) memcpy(secret, plain + sealed.left - 32, 32);
  OPENSSL_cleanse(plain, sizeof plain);
  return ok && high == 0;
}

/* SM2EnvelopedKey ::= SEQUENCE { symAlgID, symEncryptedKey SM2Cipher, sm2PublicKey BIT STRING,
   sm2EncryptedPrivateKey BIT STRING }, GM/T 0009. The private part must fit the public one. */
CK_RV sm2_open_envelope(EVP_PKEY *key, const unsigned char *data, size_t size, unsigned char point[65],
                        unsigned char secret[32]) {
  struct der all = {data, size}, body, algorithm, cipher, public_key, sealed, skip;
  struct bytes session_key = {0};
  if (!der_enter(&all, 0x30, &body) || all.left != 0 || !der_enter(&body, 0x30, &algorithm)) return CKR_WRAPPED_KEY_INVALID;
  cipher = body;
  if (!is_sm4_ecb(algorithm) || !der_enter(&body, 0x30, &skip) || !der_enter(&body, 0x03, &public_key) ||
      !der_enter(&body, 0x03, &sealed) || public_key.left != 66 || public_key.at[0] != 0 || sealed.left < 1 ||
      sealed.at[0] != 0)
    return CKR_WRAPPED_KEY_INVALID;
  sealed.at++;
  sealed.left--;
  unsigned char expected[65];
  bool ok = sm2_decrypt(key, true, cipher.at, cipher.left - body.left, &session_key) == CKR_OK &&
            open_secret(&session_key, sealed, secret) && curve_point_of_secret(CKK_SM2, secret, expected) &&
            memcmp(expected, public_key.at + 1, 65) == 0;
  if (ok) memcpy(point, expected, 65);
  else OPENSSL_cleanse(secret, 32);
  bytes_wipe(&session_key);
  return ok ? CKR_OK : CKR_WRAPPED_KEY_INVALID;
}
