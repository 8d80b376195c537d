/* Session keys, ciphers, MAC, digests. The vectors are the examples of GM/T 0002 and GM/T 0004. */
#include "skf-walk.h"

static const BYTE block[16] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10};
static const BYTE sealed[16] = {0x68, 0x1E, 0xDF, 0x34, 0xD2, 0x06, 0x96, 0x5E, 0x86, 0xB3, 0xE9, 0x4F, 0x53, 0x6E, 0x42, 0x46};

static HANDLE key_for(const struct place *place, ULONG algorithm) {
  HANDLE key = NULL;
  OK(SKF_SetSymmKey(place->device, (BYTE *)block, algorithm, &key));
  return key;
}

static void one_block(const struct place *place) {
  HANDLE key = key_for(place, SGD_SM4_ECB);
  BLOCKCIPHERPARAM none = {.IVLen = 0};
  BYTE out[16];
  ULONG size = 16;
  WANT(SAR_NOTINITIALIZEERR, SKF_Encrypt(key, (BYTE *)block, 16, out, &size));
  OK(SKF_EncryptInit(key, none));
  OK(SKF_Encrypt(key, (BYTE *)block, 16, out, &size));
  HOLDS(size == 16 && memcmp(out, sealed, 16) == 0);
  OK(SKF_EncryptInit(key, none));
  WANT(SAR_INDATALENERR, SKF_Encrypt(key, (BYTE *)block, 15, out, &size));
  OK(SKF_CloseHandle(key));
  WANT(SAR_INVALIDHANDLEERR, SKF_CloseHandle(key));
  WANT(SAR_NOTSUPPORTYETERR, SKF_SetSymmKey(place->device, (BYTE *)block, SGD_SSF33_ECB, &key));
}

/* Encrypts in parts and opens at once, and the other way round. */
static void there_and_back(const struct place *place, ULONG algorithm, ULONG padding, ULONG length) {
  HANDLE key = key_for(place, algorithm);
  BLOCKCIPHERPARAM parameters = {.IVLen = 16, .PaddingType = padding};
  BYTE text[100], cipher[160], back[160];
  ULONG used = 0, size, asked = 0;
  for (ULONG i = 0; i < sizeof text; i++) text[i] = (BYTE)i;
  memcpy(parameters.IV, sealed, 16);
  OK(SKF_EncryptInit(key, parameters));
  for (ULONG at = 0; at < length; at += 7) {
    size = sizeof cipher - used;
    OK(SKF_EncryptUpdate(key, text + at, length - at < 7 ? length - at : 7, cipher + used, &size));
    used += size;
  }
  OK(SKF_EncryptFinal(key, NULL, &asked));
  size = sizeof cipher - used;
  OK(SKF_EncryptFinal(key, cipher + used, &size));
  HOLDS(size == asked);
  used += size;
  OK(SKF_DecryptInit(key, parameters));
  size = 1;
  WANT(SAR_BUFFER_TOO_SMALL, SKF_Decrypt(key, cipher, used, back, &size));
  HOLDS(size == length);
  OK(SKF_Decrypt(key, cipher, used, back, &size));
  HOLDS(size == length && memcmp(back, text, length) == 0);
  OK(SKF_DecryptInit(key, parameters));
  size = sizeof back;
  OK(SKF_DecryptUpdate(key, cipher, used, back, &size));
  asked = sizeof back - size;
  OK(SKF_DecryptFinal(key, back + size, &asked));
  HOLDS(size + asked == length && memcmp(back, text, length) == 0);
  OK(SKF_CloseHandle(key));
}

static void macs(const struct place *place) {
  HANDLE key = key_for(place, SGD_SM4_MAC), mac;
  BLOCKCIPHERPARAM none = {.IVLen = 0};
  BYTE whole[16], parts[16];
  ULONG size = 16;
  OK(SKF_MacInit(key, &none, &mac));
  OK(SKF_Mac(mac, (BYTE *)block, 16, whole, &size));
  HOLDS(memcmp(whole, sealed, 16) == 0); /* one block and no IV: the cipher itself */
  WANT(SAR_NOTINITIALIZEERR, SKF_Mac(mac, (BYTE *)block, 16, whole, &size));
  OK(SKF_CloseHandle(mac));
  OK(SKF_MacInit(key, &none, &mac));
  OK(SKF_MacUpdate(mac, (BYTE *)block, 9));
  OK(SKF_MacUpdate(mac, (BYTE *)block + 9, 7));
  OK(SKF_MacFinal(mac, NULL, &size));
  OK(SKF_MacFinal(mac, parts, &size));
  HOLDS(memcmp(parts, sealed, 16) == 0);
  OK(SKF_CloseHandle(mac));
  WANT(SAR_INVALIDPARAMERR, SKF_MacInit(key, NULL, &mac));
  OK(SKF_CloseHandle(key));
}

void walk_ciphers(const struct place *place) {
  static const ULONG modes[] = {SGD_SM4_ECB, SGD_SM4_CBC, SGD_SM4_CFB, SGD_SM4_OFB};
  one_block(place);
  for (int i = 0; i < 4; i++) {
    there_and_back(place, modes[i], PADDING_NONE, 96);
    if (i < 2) there_and_back(place, modes[i], PADDING_PKCS5, 77);
  }
  macs(place);
}

void walk_digests(const struct place *place) {
  static const BYTE sm3_abc[4] = {0x66, 0xC7, 0xF0, 0xF4}, sha1_abc[4] = {0xA9, 0x99, 0x3E, 0x36},
                    sha256_abc[4] = {0xBA, 0x78, 0x16, 0xBF};
  static const struct {
    ULONG algorithm;
    const BYTE *begins;
    ULONG size;
  } all[] = {{SGD_SM3, sm3_abc, 32}, {SGD_SHA1, sha1_abc, 20}, {SGD_SHA256, sha256_abc, 32}};
  BYTE digest[32];
  HANDLE hash, container;
  ECCPUBLICKEYBLOB key;
  ECCSIGNATUREBLOB signature;
  ULONG size = sizeof digest;
  for (int i = 0; i < 3; i++) {
    OK(SKF_DigestInit(place->device, all[i].algorithm, NULL, NULL, 0, &hash));
    OK(SKF_Digest(hash, (BYTE *)"abc", 3, NULL, &size));
    HOLDS(size == all[i].size);
    OK(SKF_Digest(hash, (BYTE *)"abc", 3, digest, &size));
    HOLDS(memcmp(digest, all[i].begins, 4) == 0);
    WANT(SAR_HASHOBJERR, SKF_DigestUpdate(hash, (BYTE *)"abc", 3));
    OK(SKF_CloseHandle(hash));
  }
  WANT(SAR_NOTSUPPORTYETERR, SKF_DigestInit(place->device, 77, NULL, NULL, 0, &hash));
  OK(SKF_OpenContainer(place->application, "pair", &container));
  size = sizeof key;
  OK(SKF_ExportPublicKey(container, 1, (BYTE *)&key, &size));
  OK(SKF_DigestInit(place->device, SGD_SM3, &key, (BYTE *)"1234567812345678", 16, &hash));
  OK(SKF_DigestUpdate(hash, (BYTE *)"a mess", 6));
  OK(SKF_DigestUpdate(hash, (BYTE *)"age", 3));
  size = sizeof digest;
  OK(SKF_DigestFinal(hash, digest, &size));
  OK(SKF_ECCSignData(container, digest, 32, &signature));
  OK(SKF_ECCVerify(place->device, &key, digest, 32, &signature));
  OK(SKF_CloseHandle(hash));
  OK(SKF_CloseContainer(container));
}
