/* Calls every function of the library under AddressSanitizer, with good and bad arguments, while keys are pulled
   out and faults happen. asan-driver <library> <home>: home has a fresh key "alice" in slot 0, plugged in, and a
   key "bob". */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../numbers.h"
#include "../p11.h"

static struct CK_FUNCTION_LIST *p11;
static const char *home;
static int failures;

static void want_at(int line, const char *what, CK_RV got, CK_RV expected) {
  if (got == expected) return;
  printf("line %d: %s gave 0x%lx, not 0x%lx\n", line, what, got, expected);
  failures++;
}
#define WANT(expected, call) want_at(__LINE__, #call, p11->call, expected)
#define OK(call) WANT(CKR_OK, call)
#define HOLDS(what) want_at(__LINE__, #what, (what) ? CKR_OK : CKR_GENERAL_ERROR, CKR_OK)

static void write_beside(const char *name, const char *text) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", home, name);
  FILE *file = fopen(path, "a");
  if (file == NULL) exit(2);
  fputs(text, file);
  fclose(file);
}

static void take_away(const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", home, name);
  (void)unlink(path);
}

static CK_SESSION_HANDLE open_session(void) {
  CK_SESSION_HANDLE session = 0;
  OK(C_OpenSession(0, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session));
  return session;
}

#define PIN(text) (CK_BYTE *)text, strlen(text)
static CK_BBOOL yes = CK_TRUE;
static CK_ULONG private_class = CKO_PRIVATE_KEY, data_class = CKO_DATA,
                certificate_class = CKO_CERTIFICATE, feature_class = CKO_HW_FEATURE, sm2 = CKK_SM2, bits = 1024;

static void slots_and_tokens(void) {
  CK_SLOT_ID list[SLOT_COUNT], slot;
  CK_ULONG count = 0;
  CK_INFO info;
  CK_SLOT_INFO slot_info;
  CK_TOKEN_INFO token;
  CK_MECHANISM_INFO mechanism;
  CK_MECHANISM_TYPE types[64];
  OK(C_GetInfo(&info));
  OK(C_GetSlotList(CK_FALSE, NULL, &count));
  count = 1;
  WANT(CKR_BUFFER_TOO_SMALL, C_GetSlotList(CK_FALSE, list, &count));
  OK(C_GetSlotList(CK_TRUE, list, &count));
  OK(C_GetSlotInfo(15, &slot_info));
  WANT(CKR_SLOT_ID_INVALID, C_GetSlotInfo(16, &slot_info));
  WANT(CKR_TOKEN_NOT_PRESENT, C_GetTokenInfo(5, &token));
  OK(C_GetTokenInfo(0, &token));
  count = 64;
  OK(C_GetMechanismList(0, types, &count));
  for (CK_ULONG i = 0; i < count; i++) OK(C_GetMechanismInfo(0, types[i], &mechanism));
  WANT(CKR_MECHANISM_INVALID, C_GetMechanismInfo(0, 0x12345, &mechanism));
  WANT(CKR_NO_EVENT, C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  WANT(CKR_ARGUMENTS_BAD, C_GetInfo(NULL));
  WANT(CKR_ARGUMENTS_BAD, C_GetSlotList(CK_TRUE, list, NULL));
}

static void pins(CK_SESSION_HANDLE session) {
  WANT(CKR_PIN_INCORRECT, C_Login(session, CKU_USER, PIN("nonsense")));
  WANT(CKR_ARGUMENTS_BAD, C_Login(session, CKU_USER, NULL, 8));
  WANT(CKR_USER_TYPE_INVALID, C_Login(session, 9, PIN("12345678")));
  WANT(CKR_USER_NOT_LOGGED_IN, C_InitPIN(session, PIN("12345678")));
  OK(C_Login(session, CKU_SO, PIN("admin123")));
  WANT(CKR_PIN_LEN_RANGE, C_InitPIN(session, PIN("123")));
  OK(C_InitPIN(session, PIN("11223344")));
  OK(C_Logout(session));
  WANT(CKR_PIN_LEN_RANGE, C_SetPIN(session, PIN("11223344"), PIN("1")));
  OK(C_SetPIN(session, PIN("11223344"), PIN("12345678")));
  OK(C_Login(session, CKU_USER, PIN("12345678")));
  WANT(CKR_USER_ALREADY_LOGGED_IN, C_Login(session, CKU_USER, PIN("12345678")));
  WANT(CKR_SESSION_EXISTS, C_InitToken(0, PIN("admin123"), (CK_BYTE *)"label                           "));
}

struct pair {
  CK_OBJECT_HANDLE public_key, private_key;
};

static struct pair make_pair(CK_SESSION_HANDLE session, CK_MECHANISM_TYPE type, CK_ATTRIBUTE_TYPE more, void *value,
                             CK_ULONG size) {
  CK_MECHANISM mechanism = {type, NULL, 0};
  CK_ATTRIBUTE template[] = {{CKA_TOKEN, &yes, 1}, {CKA_LABEL, "pair", 4}, {CKA_ID, "id", 2}, {more, value, size}};
  struct pair pair = {0};
  OK(C_GenerateKeyPair(session, &mechanism, template, size == 0 ? 3 : 4, template, 3, &pair.public_key, &pair.private_key));
  return pair;
}

/* A key that wants the PIN at each use. A wrong one costs a try; a use without it ends. */
static void asks_each_time(CK_SESSION_HANDLE session) {
  CK_MECHANISM make = {CKM_SM2_KEY_PAIR_GEN, NULL, 0}, sign = {CKM_SM2_DIGEST, NULL, 0};
  CK_ATTRIBUTE open[] = {{CKA_TOKEN, &yes, 1}}, hidden[] = {{CKA_TOKEN, &yes, 1}, {CKA_ALWAYS_AUTHENTICATE, &yes, 1}};
  CK_OBJECT_HANDLE public_key, private_key;
  CK_BYTE data[32] = {1}, signature[128];
  CK_ULONG size = sizeof signature;
  OK(C_GenerateKeyPair(session, &make, open, 1, hidden, 2, &public_key, &private_key));
  WANT(CKR_OPERATION_NOT_INITIALIZED, C_Login(session, CKU_CONTEXT_SPECIFIC, PIN("12345678")));
  OK(C_SignInit(session, &sign, private_key));
  WANT(CKR_USER_NOT_LOGGED_IN, C_Sign(session, data, 32, signature, &size));
  WANT(CKR_OPERATION_NOT_INITIALIZED, C_Sign(session, data, 32, signature, &size));
  OK(C_SignInit(session, &sign, private_key));
  WANT(CKR_USER_NOT_LOGGED_IN, C_SignUpdate(session, data, 32));
  OK(C_SignInit(session, &sign, private_key));
  WANT(CKR_PIN_INCORRECT, C_Login(session, CKU_CONTEXT_SPECIFIC, PIN("nonsense")));
  WANT(CKR_ARGUMENTS_BAD, C_Login(session, CKU_CONTEXT_SPECIFIC, NULL, 8));
  OK(C_Login(session, CKU_CONTEXT_SPECIFIC, PIN("12345678")));
  OK(C_Sign(session, data, 32, signature, &size));
  OK(C_SignInit(session, &sign, private_key));
  OK(C_Logout(session));
  WANT(CKR_OPERATION_NOT_INITIALIZED, C_Sign(session, data, 32, signature, &size));
  OK(C_Login(session, CKU_USER, PIN("12345678")));
  OK(C_DestroyObject(session, private_key));
  OK(C_DestroyObject(session, public_key));
}

static void sign_and_verify(CK_SESSION_HANDLE session, struct pair pair, CK_MECHANISM_TYPE type) {
  CK_MECHANISM mechanism = {type, NULL, 0};
  CK_BYTE data[32] = {1, 2, 3}, signature[512];
  CK_ULONG size = 0, small = 1;
  OK(C_SignInit(session, &mechanism, pair.private_key));
  WANT(CKR_OPERATION_ACTIVE, C_SignInit(session, &mechanism, pair.private_key));
  OK(C_Sign(session, data, 32, NULL, &size));
  WANT(CKR_BUFFER_TOO_SMALL, C_Sign(session, data, 32, signature, &small));
  OK(C_Sign(session, data, 32, signature, &size));
  OK(C_VerifyInit(session, &mechanism, pair.public_key));
  OK(C_Verify(session, data, 32, signature, size));
  signature[size / 2] ^= 1;
  OK(C_VerifyInit(session, &mechanism, pair.public_key));
  WANT(CKR_SIGNATURE_INVALID, C_Verify(session, data, 32, signature, size));
  OK(C_SignInit(session, &mechanism, pair.private_key));
  OK(C_SignUpdate(session, data, 16));
  OK(C_SignUpdate(session, data + 16, 16));
  size = sizeof signature;
  OK(C_SignFinal(session, signature, &size));
  OK(C_VerifyInit(session, &mechanism, pair.public_key));
  OK(C_VerifyUpdate(session, data, 32));
  OK(C_VerifyFinal(session, signature, size));
  WANT(CKR_OPERATION_NOT_INITIALIZED, C_VerifyFinal(session, signature, size));
  WANT(CKR_KEY_HANDLE_INVALID, C_SignInit(session, &mechanism, 0x123456));
}

static void encrypt_and_decrypt(CK_SESSION_HANDLE session, struct pair pair, CK_MECHANISM_TYPE type) {
  CK_MECHANISM mechanism = {type, NULL, 0};
  CK_BYTE cipher[512], text[512];
  CK_ULONG size = sizeof cipher, text_size = 2;
  OK(C_EncryptInit(session, &mechanism, pair.public_key));
  OK(C_Encrypt(session, (CK_BYTE *)"a secret", 8, cipher, &size));
  OK(C_DecryptInit(session, &mechanism, pair.private_key));
  WANT(CKR_BUFFER_TOO_SMALL, C_Decrypt(session, cipher, size, text, &text_size));
  text_size = sizeof text;
  OK(C_Decrypt(session, cipher, size, text, &text_size));
  HOLDS(text_size == 8 && memcmp(text, "a secret", 8) == 0);
  OK(C_DecryptInit(session, &mechanism, pair.private_key));
  text_size = sizeof text;
  OK(C_DecryptUpdate(session, cipher, size, text, &text_size));
  text_size = sizeof text;
  OK(C_DecryptFinal(session, text, &text_size));
  OK(C_EncryptInit(session, &mechanism, pair.public_key));
  OK(C_EncryptUpdate(session, text, 4, cipher, &text_size));
  text_size = sizeof cipher;
  OK(C_EncryptFinal(session, cipher, &text_size));
  for (CK_ULONG cut = 0, whole = text_size; cut < whole; cut += 7) { /* truncated ciphertexts */
    p11->C_DecryptInit(session, &mechanism, pair.private_key);
    text_size = sizeof text;
    HOLDS(p11->C_Decrypt(session, cipher, cut, text, &text_size) != CKR_OK);
  }
}

static void digests(CK_SESSION_HANDLE session) {
  CK_MECHANISM mechanism = {CKM_SM3, NULL, 0};
  CK_BYTE digest[64];
  CK_ULONG size = sizeof digest;
  OK(C_DigestInit(session, &mechanism));
  OK(C_Digest(session, (CK_BYTE *)"abc", 3, digest, &size));
  HOLDS(size == 32 && digest[0] == 0x66 && digest[31] == 0xE0);
  OK(C_DigestInit(session, &mechanism));
  OK(C_DigestUpdate(session, (CK_BYTE *)"abc", 3));
  OK(C_DigestFinal(session, digest, &size));
  OK(C_DigestInit(session, &mechanism));
  OK(C_DigestUpdate(session, (CK_BYTE *)"abc", 3));
  OK(C_DigestFinal(session, NULL, &size));
  size = 31;
  WANT(CKR_BUFFER_TOO_SMALL, C_DigestFinal(session, digest, &size));
  OK(C_DigestFinal(session, digest, &size));
  HOLDS(size == 32 && digest[0] == 0x66 && digest[31] == 0xE0);
  OK(C_DigestInit(session, &mechanism));
  OK(C_Digest(session, (CK_BYTE *)"abc", 3, NULL, &size)); /* asked as a whole: parts no longer fit */
  WANT(CKR_OPERATION_NOT_INITIALIZED, C_DigestFinal(session, digest, &size));
  OK(C_DigestInit(session, &mechanism)); /* which ended it */
  OK(C_DigestUpdate(session, (CK_BYTE *)"abc", 3));
  WANT(CKR_OPERATION_NOT_INITIALIZED, C_Digest(session, (CK_BYTE *)"abc", 3, digest, &size));
  OK(C_DigestInit(session, &mechanism)); /* which ended it */
  OK(C_Digest(session, (CK_BYTE *)"abc", 3, digest, &size));
  OK(C_GenerateRandom(session, digest, sizeof digest));
  OK(C_SeedRandom(session, digest, 1));
  WANT(CKR_ARGUMENTS_BAD, C_SeedRandom(session, NULL, 1));
}

static void copies(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_OBJECT_HANDLE private_key) {
  CK_BYTE out[64];
  CK_BBOOL no = CK_FALSE;
  CK_ATTRIBUTE change[] = {{CKA_LABEL, "copy", 4}, {CKA_TOKEN, &no, 1}, {CKA_PRIVATE, &no, 1}};
  CK_ATTRIBUTE get[] = {{CKA_VALUE, out, sizeof out}, {CKA_LABEL, out + 32, 32}}, bad[] = {{CKA_CLASS, &data_class, 8}};
  CK_OBJECT_HANDLE copy = 0;
  OK(C_CopyObject(session, object, change, 3, &copy));
  HOLDS(copy != object);
  OK(C_GetAttributeValue(session, copy, get, 2));
  HOLDS(get[0].ulValueLen == 20 && get[1].ulValueLen == 4 && memcmp(out + 32, "copy", 4) == 0);
  OK(C_DestroyObject(session, copy));
  OK(C_CopyObject(session, object, NULL, 0, &copy));
  OK(C_DestroyObject(session, copy));
  WANT(CKR_ATTRIBUTE_READ_ONLY, C_CopyObject(session, object, bad, 1, &copy));
  WANT(CKR_ACTION_PROHIBITED, C_CopyObject(session, private_key, NULL, 0, &copy));
  WANT(CKR_OBJECT_HANDLE_INVALID, C_CopyObject(session, 0x123456, NULL, 0, &copy));
  WANT(CKR_ARGUMENTS_BAD, C_CopyObject(session, object, NULL, 0, NULL));
}

static void objects(CK_SESSION_HANDLE session, struct pair pair) {
  CK_BYTE value[600] = {0x30}, out[1024];
  CK_ATTRIBUTE certificate[] = {{CKA_CLASS, &certificate_class, 8}, {CKA_TOKEN, &yes, 1}, {CKA_VALUE, value, 600}};
  CK_ATTRIBUTE secret[] = {{CKA_CLASS, &data_class, 8}, {CKA_TOKEN, &yes, 1}, {CKA_PRIVATE, &yes, 1}, {CKA_VALUE, value, 9}};
  CK_ATTRIBUTE bad[] = {{CKA_CLASS, &data_class, 3}}, label[] = {{CKA_LABEL, "new", 3}, {CKA_VALUE, value, 20}};
  CK_ATTRIBUTE get[] = {{CKA_VALUE, NULL, 0}, {CKA_MODULUS, out, 4}, {CKA_LABEL, out, 1024}}, all[] = {{CKA_VALUE, out, 1024}};
  CK_ATTRIBUTE feature[] = {{CKA_CLASS, &feature_class, 8}}, tries[] = {{CKA_VU_USER_TRIES_LEFT, out, 8}};
  CK_OBJECT_HANDLE object, found[8];
  CK_ULONG count, size;
  OK(C_CreateObject(session, certificate, 3, &object));
  OK(C_GetObjectSize(session, object, &size));
  WANT(CKR_ATTRIBUTE_TYPE_INVALID, C_GetAttributeValue(session, object, get, 3));
  OK(C_DestroyObject(session, object));
  WANT(CKR_OBJECT_HANDLE_INVALID, C_DestroyObject(session, object));
  OK(C_CreateObject(session, secret, 4, &object));
  OK(C_SetAttributeValue(session, object, label, 2));
  copies(session, object, pair.private_key);
  OK(C_GetAttributeValue(session, object, all, 1));
  HOLDS(all[0].ulValueLen == 20);
  WANT(CKR_ATTRIBUTE_SENSITIVE, C_GetAttributeValue(session, pair.private_key, get, 1));
  WANT(CKR_ATTRIBUTE_VALUE_INVALID, C_CreateObject(session, bad, 1, &object));
  WANT(CKR_TEMPLATE_INCOMPLETE, C_CreateObject(session, certificate + 1, 2, &object));
  OK(C_FindObjectsInit(session, NULL, 0));
  WANT(CKR_OPERATION_ACTIVE, C_FindObjectsInit(session, NULL, 0));
  OK(C_FindObjects(session, found, 8, &count));
  OK(C_FindObjectsFinal(session));
  OK(C_FindObjectsInit(session, feature, 1));
  OK(C_FindObjects(session, found, 8, &count));
  OK(C_GetAttributeValue(session, found[0], tries, 1));
  OK(C_FindObjectsFinal(session));
}

/* d = 0123456789ABCDEFFEDCBA9876543210 twice: its SM4 ciphertext under these same 16 bytes is the standard's vector. */
static const CK_BYTE block[] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10};
static const CK_BYTE sealed[] = {0x68, 0x1E, 0xDF, 0x34, 0xD2, 0x06, 0x96, 0x5E, 0x86, 0xB3, 0xE9, 0x4F, 0x53, 0x6E, 0x42, 0x46};
static const CK_BYTE sm4_algorithm[] = {0x30, 0x09, 0x06, 0x07, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x68};

static CK_ULONG envelope_for(CK_SESSION_HANDLE session, struct pair pair, CK_BYTE out[512]) {
  CK_MECHANISM mechanism = {CKM_SM2_ENCRYPT_DER, NULL, 0};
  CK_BYTE secret[32], point[67], cipher[256];
  CK_ULONG size = sizeof cipher, used = 4;
  memcpy(secret, block, 16);
  memcpy(secret + 16, block, 16);
  CK_ATTRIBUTE import[] = {{CKA_CLASS, &private_class, 8}, {CKA_KEY_TYPE, &sm2, 8}, {CKA_VALUE, secret, 32}};
  CK_ATTRIBUTE get[] = {{CKA_EC_POINT, point, 67}};
  CK_OBJECT_HANDLE imported;
  OK(C_CreateObject(session, import, 3, &imported));
  OK(C_GetAttributeValue(session, imported, get, 1));
  OK(C_EncryptInit(session, &mechanism, pair.public_key));
  OK(C_Encrypt(session, (CK_BYTE *)block, 16, cipher, &size));
  memcpy(out + used, sm4_algorithm, sizeof sm4_algorithm);
  used += sizeof sm4_algorithm;
  memcpy(out + used, cipher, size);
  used += size;
  memcpy(out + used, "\x03\x42\x00", 3);
  memcpy(out + used + 3, point + 2, 65);
  memcpy(out + used + 68, "\x03\x21\x00", 3);
  memcpy(out + used + 71, sealed, 16);
  memcpy(out + used + 87, sealed, 16);
  used += 103;
  out[0] = 0x30;
  out[1] = 0x82;
  out[2] = (CK_BYTE)((used - 4) >> 8);
  out[3] = (CK_BYTE)(used - 4);
  return used;
}

static void unwrap(CK_SESSION_HANDLE session, struct pair pair) {
  CK_BYTE envelope[512], broken[512];
  CK_MECHANISM mechanism = {CKM_VU_SM2_ENVELOPED_KEY, NULL, 0};
  CK_ATTRIBUTE template[] = {{CKA_TOKEN, &yes, 1}, {CKA_LABEL, "enc", 3}};
  CK_OBJECT_HANDLE key;
  CK_ULONG size = envelope_for(session, pair, envelope);
  OK(C_UnwrapKey(session, &mechanism, pair.private_key, envelope, size, template, 2, &key));
  WANT(CKR_UNWRAPPING_KEY_HANDLE_INVALID, C_UnwrapKey(session, &mechanism, 999, envelope, size, template, 2, &key));
  for (CK_ULONG i = 0; i < size; i += 3) { /* one byte wrong, or cut off there: it may be refused or opened */
    memcpy(broken, envelope, size);
    broken[i] ^= 0x55;
    (void)p11->C_UnwrapKey(session, &mechanism, pair.private_key, broken, size, NULL, 0, &key);
    WANT(CKR_WRAPPED_KEY_INVALID, C_UnwrapKey(session, &mechanism, pair.private_key, envelope, i, NULL, 0, &key));
  }
}

static CK_OBJECT_HANDLE secret_key(CK_SESSION_HANDLE session, CK_KEY_TYPE type, CK_BYTE *value, CK_ULONG size) {
  CK_OBJECT_CLASS class = CKO_SECRET_KEY;
  CK_ATTRIBUTE template[] = {{CKA_CLASS, &class, 8},     {CKA_KEY_TYPE, &type, 8},     {CKA_VALUE, value, size},
                             {CKA_EXTRACTABLE, &yes, 1}, {CKA_WRAP, &yes, 1},          {CKA_UNWRAP, &yes, 1}};
  CK_OBJECT_HANDLE key = 0;
  OK(C_CreateObject(session, template, 6, &key));
  return key;
}

/* Keys made and put in, ciphers whole and in parts, MACs, wrapping, and every length that a wrapped key can be cut to. */
static void secret_keys(CK_SESSION_HANDLE session) {
  CK_BYTE iv[16] = {0}, data[70] = {3}, out[256], wrapped[64];
  CK_ULONG size = 32, kind = CKK_AES, wrong = 17, out_size, wrapped_size = sizeof wrapped;
  CK_OBJECT_CLASS class = CKO_SECRET_KEY;
  CK_MECHANISM make = {CKM_AES_KEY_GEN, NULL, 0}, pad = {CKM_AES_CBC_PAD, iv, 16}, mac = {CKM_SHA256_HMAC, NULL, 0};
  CK_ATTRIBUTE length[] = {{CKA_VALUE_LEN, &size, 8}}, bad[] = {{CKA_VALUE_LEN, &wrong, 8}};
  CK_ATTRIBUTE taken[] = {{CKA_CLASS, &class, 8}, {CKA_KEY_TYPE, &kind, 8}};
  CK_OBJECT_HANDLE made, back;
  OK(C_GenerateKey(session, &make, length, 1, &made));
  WANT(CKR_KEY_SIZE_RANGE, C_GenerateKey(session, &make, bad, 1, &made));
  WANT(CKR_TEMPLATE_INCOMPLETE, C_GenerateKey(session, &make, NULL, 0, &made));
  WANT(CKR_ARGUMENTS_BAD, C_GenerateKey(session, NULL, length, 1, &made));
  CK_OBJECT_HANDLE aes = secret_key(session, CKK_AES, data, 16), secret = secret_key(session, CKK_GENERIC_SECRET, data, 64);
  for (CK_ULONG part = 0; part <= sizeof data; part += 7) {
    OK(C_EncryptInit(session, &pad, aes));
    OK(C_EncryptUpdate(session, data, part, out, &(CK_ULONG){sizeof out}));
    OK(C_EncryptUpdate(session, data + part, sizeof data - part, out, &(CK_ULONG){sizeof out}));
    out_size = 10;
    WANT(CKR_BUFFER_TOO_SMALL, C_EncryptFinal(session, out, &out_size));
    OK(C_EncryptFinal(session, out, &out_size));
    HOLDS(out_size == 80);
    OK(C_DecryptInit(session, &pad, aes));
    OK(C_Decrypt(session, out, 80, out, &out_size));
    HOLDS(out_size == sizeof data && memcmp(out, data, sizeof data) == 0);
  }
  WANT(CKR_MECHANISM_PARAM_INVALID, C_EncryptInit(session, &(CK_MECHANISM){CKM_AES_CBC, NULL, 16}, aes));
  OK(C_SignInit(session, &mac, secret));
  out_size = sizeof out;
  OK(C_Sign(session, data, sizeof data, out, &out_size));
  OK(C_VerifyInit(session, &mac, secret));
  OK(C_Verify(session, data, sizeof data, out, out_size));
  OK(C_VerifyInit(session, &mac, secret));
  WANT(CKR_SIGNATURE_LEN_RANGE, C_Verify(session, data, sizeof data, out, 1));
  OK(C_WrapKey(session, &pad, aes, aes, NULL, &wrapped_size));
  OK(C_WrapKey(session, &pad, aes, aes, wrapped, &wrapped_size));
  for (CK_ULONG i = 0; i < wrapped_size; i++) WANT(CKR_WRAPPED_KEY_INVALID, C_UnwrapKey(session, &pad, aes, wrapped, i, taken, 2, &back));
  OK(C_UnwrapKey(session, &pad, aes, wrapped, wrapped_size, taken, 2, &back));
  WANT(CKR_KEY_UNEXTRACTABLE, C_WrapKey(session, &pad, aes, back, wrapped, &wrapped_size));
  WANT(CKR_TEMPLATE_INCOMPLETE, C_UnwrapKey(session, &pad, aes, wrapped, wrapped_size, taken, 1, &back));
}

static void not_there(CK_SESSION_HANDLE s) {
  CK_BYTE b[8];
  CK_ULONG n = 8;
  CK_OBJECT_HANDLE o;
  CK_MECHANISM m = {0, NULL, 0};
  const CK_RV no = CKR_FUNCTION_NOT_SUPPORTED;
  WANT(no, C_GetOperationState(s, b, &n));
  WANT(no, C_SetOperationState(s, b, 8, 0, 0));
  WANT(no, C_DigestKey(s, 1));
  WANT(no, C_SignRecoverInit(s, &m, 1));
  WANT(no, C_SignRecover(s, b, 8, b, &n));
  WANT(no, C_VerifyRecoverInit(s, &m, 1));
  WANT(no, C_VerifyRecover(s, b, 8, b, &n));
  WANT(no, C_DigestEncryptUpdate(s, b, 8, b, &n));
  WANT(no, C_DecryptDigestUpdate(s, b, 8, b, &n));
  WANT(no, C_SignEncryptUpdate(s, b, 8, b, &n));
  WANT(no, C_DecryptVerifyUpdate(s, b, 8, b, &n));
  WANT(no, C_DeriveKey(s, &m, 1, NULL, 0, &o));
  WANT(CKR_FUNCTION_NOT_PARALLEL, C_GetFunctionStatus(s));
  WANT(CKR_FUNCTION_NOT_PARALLEL, C_CancelFunction(s));
}

static void *worker(void *argument) {
  struct pair pair = *(struct pair *)argument;
  CK_MECHANISM mechanism = {CKM_SM2_DIGEST, NULL, 0};
  CK_BYTE data[32] = {7}, signature[64];
  for (int i = 0; i < 25; i++) { /* while another thread pulls the key out and puts it back: any answer will do */
    CK_SESSION_HANDLE session = 0;
    CK_ULONG size = sizeof signature;
    p11->C_OpenSession(0, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session);
    p11->C_Login(session, CKU_USER, PIN("12345678"));
    p11->C_SignInit(session, &mechanism, pair.private_key);
    p11->C_Sign(session, data, 32, signature, &size);
    p11->C_FindObjectsInit(session, NULL, 0);
    p11->C_CloseSession(session);
  }
  return NULL;
}

static void *puller(void *argument) {
  CK_SLOT_ID slot;
  (void)argument;
  for (int i = 0; i < 20; i++) {
    take_away("alice.plugged");
    p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL);
    usleep(2000);
    write_beside("alice.plugged", "");
    usleep(3000);
  }
  return NULL;
}

static void threads(struct pair pair) {
  pthread_t running[4];
  for (int i = 0; i < 4; i++) pthread_create(&running[i], NULL, i == 3 ? puller : worker, &pair);
  for (int i = 0; i < 4; i++) pthread_join(running[i], NULL);
}

static void pulled_and_faulty(void) {
  CK_TOKEN_INFO token;
  CK_SLOT_ID slot;
  CK_SESSION_INFO info;
  CK_ULONG count = 0;
  CK_OBJECT_HANDLE object;
  CK_ATTRIBUTE data[] = {{CKA_CLASS, &data_class, 8}, {CKA_TOKEN, &yes, 1}};
  CK_SESSION_HANDLE session = open_session();
  OK(C_Login(session, CKU_USER, PIN("12345678")));
  write_beside("alice.faults", "1 create full\n2 C_GetSessionInfo return 0x30\n1 C_GetSessionInfo removed after\n");
  write_beside("library.faults", "1 C_GetSlotList garbage 99\n");
  write_beside("alice.delays", "15 C_GetSessionInfo\n");
  WANT(CKR_DEVICE_MEMORY, C_CreateObject(session, data, 2, &object));
  OK(C_CreateObject(session, data, 2, &object));
  OK(C_GetSlotList(CK_TRUE, NULL, &count));
  HOLDS(count == 99);
  WANT(CKR_DEVICE_REMOVED, C_GetSessionInfo(session, &info));
  WANT(CKR_DEVICE_REMOVED, C_GetSessionInfo(session, &info));
  OK(C_WaitForSlotEvent(0, &slot, NULL));
  write_beside("alice.plugged", "");
  WANT(CKR_DEVICE_REMOVED, C_GetSessionInfo(session, &info));
  OK(C_CloseSession(session));
  WANT(CKR_SESSION_HANDLE_INVALID, C_CloseSession(session));
  OK(C_CloseAllSessions(0));
  take_away("alice.delays");
  take_away("alice.faults");
  WANT(CKR_PIN_INCORRECT, C_InitToken(0, PIN("1"), (CK_BYTE *)"begun anew                      "));
  OK(C_GetTokenInfo(0, &token));
  HOLDS((token.flags & CKF_SO_PIN_COUNT_LOW) != 0); /* it was a try */
  OK(C_InitToken(0, PIN("admin123"), (CK_BYTE *)"begun anew                      "));
  write_beside("bob.plugged", "");
  write_beside("bob.ukey", "spoilt");
  OK(C_GetSlotList(CK_TRUE, NULL, &count));
  WANT(CKR_TOKEN_NOT_RECOGNIZED, C_GetTokenInfo(15, &(CK_TOKEN_INFO){.flags = 0}));
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  home = argv[2];
  setenv("VIRTUAL_UKEY_HOME", home, 1);
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  CK_RV (*get_list)(struct CK_FUNCTION_LIST **) = NULL;
  if (library != NULL) *(void **)&get_list = dlsym(library, "C_GetFunctionList");
  if (get_list == NULL || get_list(&p11) != CKR_OK) {
    printf("cannot load %s: %s\n", argv[1], dlerror());
    return 2;
  }
  WANT(CKR_CRYPTOKI_NOT_INITIALIZED, C_GetInfo(NULL));
  CK_C_INITIALIZE_ARGS locking = {.flags = CKF_OS_LOCKING_OK};
  OK(C_Initialize(&locking));
  WANT(CKR_CRYPTOKI_ALREADY_INITIALIZED, C_Initialize(NULL));
  slots_and_tokens();
  CK_SESSION_HANDLE session = open_session();
  pins(session);
  struct pair pair = make_pair(session, CKM_SM2_KEY_PAIR_GEN, CKA_VERIFY, &yes, 1);
  asks_each_time(session);
  for (CK_MECHANISM_TYPE type = CKM_SM2_SM3; type <= CKM_SM2_DIGEST; type++) sign_and_verify(session, pair, type);
  encrypt_and_decrypt(session, pair, CKM_SM2_ENCRYPT);
  encrypt_and_decrypt(session, pair, CKM_SM2_ENCRYPT_DER);
  struct pair rsa = make_pair(session, CKM_RSA_PKCS_KEY_PAIR_GEN, CKA_MODULUS_BITS, &bits, 8);
  sign_and_verify(session, rsa, CKM_SHA256_RSA_PKCS);
  sign_and_verify(session, rsa, CKM_RSA_PKCS);
  encrypt_and_decrypt(session, rsa, CKM_RSA_PKCS);
  digests(session);
  objects(session, pair);
  unwrap(session, pair);
  secret_keys(session);
  not_there(session);
  OK(C_CloseAllSessions(0));
  threads(pair);
  write_beside("alice.plugged", "");
  pulled_and_faulty();
  OK(C_Finalize(NULL));
  WANT(CKR_CRYPTOKI_NOT_INITIALIZED, C_Finalize(NULL));
  dlclose(library);
  printf(failures == 0 ? "all well\n" : "%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
