/* Containers, SM2, RSA, agreement. */
#include "skf-walk.h"

static HANDLE container_new(const struct place *place, const char *name) {
  HANDLE container = NULL;
  OK(SKF_CreateContainer(place->application, (LPSTR)name, &container));
  return container;
}

void walk_containers(const struct place *place) {
  HANDLE container = NULL, again = NULL;
  ULONG type = 9, size = 0;
  CHAR names[256];
  BYTE der[64];
  OK(SKF_ClearSecureState(place->application));
  WANT(SAR_USER_NOT_LOGGED_IN, SKF_CreateContainer(place->application, "one", &container));
  OK(SKF_VerifyPIN(place->application, USER_TYPE, "12345678", NULL));
  container = container_new(place, "one");
  WANT(SAR_CONTAINER_ALREADY_EXIST, SKF_CreateContainer(place->application, "one", &again));
  WANT(SAR_NAMELENERR, SKF_CreateContainer(place->application, "", &again));
  OK(SKF_GetContainerType(container, &type));
  HOLDS(type == CONTAINER_UNDEFINED);
  OK(SKF_OpenContainer(place->application, "one", &again));
  OK(SKF_CloseContainer(again));
  WANT(SAR_INVALIDHANDLEERR, SKF_CloseContainer(again));
  WANT(SAR_CONTAINER_NOT_EXIST, SKF_OpenContainer(place->application, "other", &again));
  OK(SKF_EnumContainer(place->application, NULL, &size));
  HOLDS(size == 5);
  size = 3;
  WANT(SAR_BUFFER_TOO_SMALL, SKF_EnumContainer(place->application, names, &size));
  size = sizeof names;
  OK(SKF_EnumContainer(place->application, names, &size));
  HOLDS(size == 5 && memcmp(names, "one\0", 5) == 0);
  size = sizeof der;
  WANT(SAR_CERTNOTFOUNDERR, SKF_ExportCertificate(container, 1, der, &size));
  WANT(SAR_KEYNOTFOUNDERR, SKF_ExportPublicKey(container, 1, der, &size));
  WANT(SAR_INDATAERR, SKF_ImportCertificate(container, 1, (BYTE *)"no certificate", 14));
  WANT(SAR_CONTAINER_NOT_EXIST, SKF_DeleteContainer(place->application, "other"));
  OK(SKF_DeleteContainer(place->application, "one"));
  WANT(SAR_CONTAINER_NOT_EXIST, SKF_GetContainerType(container, &type));
  OK(SKF_CloseContainer(container));
}

/* d is the standard SM4 example's block twice, so that its ciphertext under that same block is known from it. */
static const BYTE block[16] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10};
static const BYTE sealed[16] = {0x68, 0x1E, 0xDF, 0x34, 0xD2, 0x06, 0x96, 0x5E, 0x86, 0xB3, 0xE9, 0x4F, 0x53, 0x6E, 0x42, 0x46};
/* d times the base point */
static const BYTE point[64] = {
    0x42, 0x4A, 0xE7, 0x40, 0x78, 0xE7, 0xAC, 0xE5, 0x11, 0x5C, 0xF2, 0xAB, 0xE8, 0x17, 0xDE, 0x01,
    0xDC, 0xCA, 0xA2, 0xBC, 0x90, 0x54, 0x14, 0x65, 0x7A, 0x03, 0x66, 0x49, 0x22, 0x89, 0xBB, 0x3D,
    0xB4, 0x53, 0xEF, 0xDB, 0xC8, 0x33, 0x6E, 0xDD, 0x39, 0x81, 0xAE, 0xAC, 0x4E, 0x27, 0x1D, 0x1B,
    0xD6, 0xB2, 0x3F, 0xE1, 0x10, 0x03, 0xA8, 0x12, 0x29, 0x7E, 0x47, 0xB8, 0x1E, 0x7A, 0xDA, 0x78,
};

struct envelope {
  ENVELOPEDKEYBLOB blob;
  BYTE more[16];
};

static void fill_envelope(const struct place *place, ECCPUBLICKEYBLOB *to, struct envelope *envelope) {
  struct {
    ECCCIPHERBLOB blob;
    BYTE more[16];
  } cipher;
  memset(envelope, 0, sizeof *envelope);
  envelope->blob.Version = 1;
  envelope->blob.ulSymmAlgID = SGD_SM4_ECB;
  envelope->blob.ulBits = 256;
  memcpy(envelope->blob.cbEncryptedPriKey + 32, sealed, 16);
  memcpy(envelope->blob.cbEncryptedPriKey + 48, sealed, 16);
  envelope->blob.PubKey.BitLen = 256;
  memcpy(envelope->blob.PubKey.XCoordinate + 32, point, 32);
  memcpy(envelope->blob.PubKey.YCoordinate + 32, point + 32, 32);
  OK(SKF_ExtECCEncrypt(place->device, to, (BYTE *)block, 16, &cipher.blob));
  memcpy((BYTE *)&envelope->blob + offsetof(ENVELOPEDKEYBLOB, ECCCipherBlob), &cipher, offsetof(ECCCIPHERBLOB, Cipher) + 16);
}

/* The other form of the field: zeros and d encrypted together. The 32 zeros are encrypted by the library itself. */
static void widen(const struct place *place, struct envelope *envelope) {
  BLOCKCIPHERPARAM none = {.IVLen = 0};
  HANDLE key;
  BYTE zeros[32] = {0};
  ULONG size = 32;
  OK(SKF_SetSymmKey(place->device, (BYTE *)block, SGD_SM4_ECB, &key));
  OK(SKF_EncryptInit(key, none));
  OK(SKF_Encrypt(key, zeros, 32, envelope->blob.cbEncryptedPriKey, &size));
  OK(SKF_CloseHandle(key));
}

static void import_pair(const struct place *place, HANDLE container, ECCPUBLICKEYBLOB *to) {
  struct envelope envelope;
  ECCPUBLICKEYBLOB exported;
  ULONG size = sizeof exported;
  fill_envelope(place, to, &envelope);
  OK(SKF_ImportECCKeyPair(container, &envelope.blob));
  OK(SKF_ExportPublicKey(container, 0, (BYTE *)&exported, &size));
  HOLDS(size == sizeof exported && memcmp(exported.XCoordinate + 32, point, 32) == 0);
  widen(place, &envelope);
  OK(SKF_ImportECCKeyPair(container, &envelope.blob));
  envelope.blob.cbEncryptedPriKey[50] ^= 1;
  WANT(SAR_INDATAERR, SKF_ImportECCKeyPair(container, &envelope.blob));
  envelope.blob.ulSymmAlgID = SGD_SM1_ECB;
  WANT(SAR_NOTSUPPORTYETERR, SKF_ImportECCKeyPair(container, &envelope.blob));
}

static void decrypt(const struct place *place, HANDLE container) {
  ECCPUBLICKEYBLOB to;
  struct {
    ECCCIPHERBLOB blob;
    BYTE more[64];
  } cipher;
  BYTE text[64];
  ULONG size = sizeof to;
  OK(SKF_ExportPublicKey(container, 0, (BYTE *)&to, &size));
  OK(SKF_ExtECCEncrypt(place->device, &to, (BYTE *)"a secret", 8, &cipher.blob));
  size = sizeof text;
  OK(SKF_ECCDecrypt(container, &cipher.blob, text, &size));
  HOLDS(size == 8 && memcmp(text, "a secret", 8) == 0);
  size = 3;
  WANT(SAR_BUFFER_TOO_SMALL, SKF_PrvKeyDecrypt(container, 1, &cipher.blob, text, &size));
  size = sizeof text;
  WANT(SAR_INDATAERR, SKF_PrvKeyDecrypt(container, 2, &cipher.blob, text, &size));
}

static void session_keys(HANDLE container) {
  ECCPUBLICKEYBLOB to;
  struct {
    ECCCIPHERBLOB blob;
    BYTE more[16];
  } cipher;
  BLOCKCIPHERPARAM parameters = {.IVLen = 16, .PaddingType = PADDING_PKCS5};
  HANDLE here, there;
  BYTE text[64], opened[64];
  ULONG size = sizeof to, opened_size = sizeof opened;
  OK(SKF_ExportPublicKey(container, 0, (BYTE *)&to, &size));
  OK(SKF_ECCExportSessionKey(container, SGD_SM4_CBC, &to, &cipher.blob, &here));
  WANT(SAR_INDATALENERR, SKF_ImportSessionKey(container, SGD_SM4_CBC, (BYTE *)&cipher, 40, &there));
  OK(SKF_ImportSessionKey(container, SGD_SM4_CBC, (BYTE *)&cipher, (ULONG)offsetof(ECCCIPHERBLOB, Cipher) + 16, &there));
  OK(SKF_EncryptInit(here, parameters));
  size = sizeof text;
  OK(SKF_Encrypt(here, (BYTE *)"for your eyes", 13, text, &size));
  OK(SKF_DecryptInit(there, parameters));
  OK(SKF_Decrypt(there, text, size, opened, &opened_size));
  HOLDS(opened_size == 13 && memcmp(opened, "for your eyes", 13) == 0);
  OK(SKF_CloseHandle(here));
  OK(SKF_CloseHandle(there));
}

void walk_ecc(const struct place *place) {
  HANDLE container = container_new(place, "pair");
  ECCPUBLICKEYBLOB key;
  ECCSIGNATUREBLOB signature;
  ULONG type;
  BYTE digest[32] = {7};
  WANT(SAR_NOTSUPPORTYETERR, SKF_GenECCKeyPair(container, 0x12345, &key));
  WANT(SAR_KEYNOTFOUNDERR, SKF_ECCSignData(container, digest, 32, &signature));
  OK(SKF_GenECCKeyPair(container, SGD_SM2_1, &key));
  HOLDS(key.BitLen == 256);
  OK(SKF_GetContainerType(container, &type));
  HOLDS(type == CONTAINER_ECC);
  OK(SKF_ECCSignData(container, digest, 32, &signature));
  WANT(SAR_INDATALENERR, SKF_ECCSignData(container, digest, 31, &signature));
  OK(SKF_ECCVerify(place->device, &key, digest, 32, &signature));
  signature.s[63] ^= 1;
  WANT(SAR_HASHNOTEQUALERR, SKF_ECCVerify(place->device, &key, digest, 32, &signature));
  key.XCoordinate[40] ^= 1;
  WANT(SAR_INDATAERR, SKF_ECCVerify(place->device, &key, digest, 32, &signature));
  key.XCoordinate[40] ^= 1;
  import_pair(place, container, &key);
  decrypt(place, container);
  session_keys(container);
  WANT(SAR_KEYINFOTYPEERR, SKF_GenRSAKeyPair(container, 1024, &(RSAPUBLICKEYBLOB){0}));
  OK(SKF_ClearSecureState(place->application));
  WANT(SAR_USER_NOT_LOGGED_IN, SKF_ECCSignData(container, digest, 32, &signature));
  OK(SKF_VerifyPIN(place->application, USER_TYPE, "12345678", NULL));
  OK(SKF_CloseContainer(container));
}

void walk_rsa(const struct place *place) {
  HANDLE container = container_new(place, "rsa"), here, there;
  RSAPUBLICKEYBLOB key;
  BYTE signature[256], wrapped[256], text[256];
  ULONG size = 0, type;
  WANT(SAR_MODULUSLENERR, SKF_GenRSAKeyPair(container, 1000, &key));
  OK(SKF_GenRSAKeyPair(container, 1024, &key));
  OK(SKF_GetContainerType(container, &type));
  HOLDS(type == CONTAINER_RSA && key.AlgID == SGD_RSA && key.BitLen == 1024 && key.PublicExponent[3] == 1);
  OK(SKF_RSASignData(container, (BYTE *)"digest info", 11, NULL, &size));
  HOLDS(size == 128);
  OK(SKF_RSASignData(container, (BYTE *)"digest info", 11, signature, &size));
  OK(SKF_RSAVerify(place->device, &key, (BYTE *)"digest info", 11, signature, size));
  signature[4] ^= 1;
  WANT(SAR_HASHNOTEQUALERR, SKF_RSAVerify(place->device, &key, (BYTE *)"digest info", 11, signature, size));
  size = sizeof wrapped;
  OK(SKF_RSAExportSessionKey(container, SGD_SM4_ECB, &key, wrapped, &size, &here));
  OK(SKF_ImportSessionKey(container, SGD_SM4_ECB, wrapped, size, &there));
  WANT(SAR_RSADECERR, SKF_ImportSessionKey(container, SGD_SM4_ECB, signature, size, &there));
  size = sizeof text;
  WANT(SAR_KEYNOTFOUNDERR, SKF_RSADecrypt(container, wrapped, 128, text, &size));
  WANT(SAR_RSADECERR, SKF_ImportRSAKeyPair(container, SGD_SM4_ECB, signature, 128, text, 64));
  WANT(SAR_NOTSUPPORTYETERR, SKF_ImportRSAKeyPair(container, SGD_SSF33_ECB, signature, 128, text, 64));
  OK(SKF_DeleteContainer(place->application, "rsa"));
  OK(SKF_CloseContainer(container));
}

/* Both sides of one agreement meet in the same key: what one encrypts, the other opens. */
void walk_agreement(const struct place *place) {
  HANDLE a = container_new(place, "a"), b = container_new(place, "b"), agreement, key_a, key_b;
  ECCPUBLICKEYBLOB public_a, public_b, once_a, once_b;
  BLOCKCIPHERPARAM none = {.IVLen = 0};
  BYTE cipher[16], text[16];
  ULONG size = 16;
  OK(SKF_GenECCKeyPair(a, SGD_SM2_1, &public_a));
  OK(SKF_GenECCKeyPair(b, SGD_SM2_1, &public_b));
  OK(SKF_GenerateAgreementDataWithECC(a, SGD_SM4_ECB, &once_a, (BYTE *)"Alice", 5, &agreement));
  OK(SKF_GenerateAgreementDataAndKeyWithECC(b, SGD_SM4_ECB, &public_a, &once_a, &once_b, (BYTE *)"Bob", 3, (BYTE *)"Alice",
                                            5, &key_b));
  OK(SKF_GenerateKeyWithECC(agreement, &public_b, &once_b, (BYTE *)"Bob", 3, &key_a));
  OK(SKF_EncryptInit(key_a, none));
  OK(SKF_Encrypt(key_a, (BYTE *)block, 16, cipher, &size));
  OK(SKF_DecryptInit(key_b, none));
  OK(SKF_Decrypt(key_b, cipher, 16, text, &size));
  HOLDS(memcmp(text, block, 16) == 0);
  WANT(SAR_INVALIDPARAMERR, SKF_GenerateKeyWithECC(agreement, &public_b, &once_b, NULL, 3, &key_a));
  OK(SKF_CloseHandle(agreement));
  WANT(SAR_INVALIDHANDLEERR, SKF_GenerateKeyWithECC(agreement, &public_b, &once_b, (BYTE *)"Bob", 3, &key_a));
}

static void outside_ecc(const struct place *place) {
  ECCPRIVATEKEYBLOB secret = {.BitLen = 256};
  ECCPUBLICKEYBLOB key = {.BitLen = 256};
  ECCSIGNATUREBLOB signature;
  struct {
    ECCCIPHERBLOB blob;
    BYTE more[16];
  } cipher;
  BYTE text[16];
  ULONG size = sizeof text;
  memcpy(secret.PrivateKey + 32, block, 16);
  memcpy(secret.PrivateKey + 48, block, 16);
  memcpy(key.XCoordinate + 32, point, 32);
  memcpy(key.YCoordinate + 32, point + 32, 32);
  OK(SKF_ExtECCSign(place->device, &secret, (BYTE *)point, 32, &signature));
  OK(SKF_ExtECCVerify(place->device, &key, (BYTE *)point, 32, &signature));
  signature.r[40] ^= 1;
  WANT(SAR_HASHNOTEQUALERR, SKF_ExtECCVerify(place->device, &key, (BYTE *)point, 32, &signature));
  OK(SKF_ExtECCEncrypt(place->device, &key, (BYTE *)block, 16, &cipher.blob));
  OK(SKF_ExtECCDecrypt(place->device, &secret, &cipher.blob, text, &size));
  HOLDS(size == 16 && memcmp(text, block, 16) == 0);
  secret.BitLen = 255;
  WANT(SAR_INDATAERR, SKF_ExtECCSign(place->device, &secret, (BYTE *)point, 32, &signature));
}

void walk_outside(const struct place *place) {
  RSAPRIVATEKEYBLOB secret;
  RSAPUBLICKEYBLOB key = {.AlgID = SGD_RSA, .BitLen = 1024};
  BYTE data[128] = {0, 1, 2, 3}, once[128], twice[128];
  ULONG size = sizeof once;
  outside_ecc(place);
  WANT(SAR_MODULUSLENERR, SKF_GenExtRSAKey(place->device, 512, &secret));
  OK(SKF_GenExtRSAKey(place->device, 1024, &secret));
  memcpy(key.Modulus, secret.Modulus, sizeof key.Modulus);
  memcpy(key.PublicExponent, secret.PublicExponent, sizeof key.PublicExponent);
  OK(SKF_ExtRSAPriKeyOperation(place->device, &secret, data, 128, once, &size));
  OK(SKF_ExtRSAPubKeyOperation(place->device, &key, once, 128, twice, &size));
  HOLDS(size == 128 && memcmp(twice, data, 128) == 0 && memcmp(once, data, 128) != 0);
  WANT(SAR_INDATALENERR, SKF_ExtRSAPubKeyOperation(place->device, &key, once, 127, twice, &size));
  secret.Prime1[127] ^= 1;
  WANT(SAR_INDATAERR, SKF_ExtRSAPriKeyOperation(place->device, &secret, data, 128, once, &size));
}
