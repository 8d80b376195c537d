/* What the key itself makes, for skf-fuzz.c to give back. */

static void load_certificate(void) {
  char path[1024];
  snprintf(path, sizeof path, "%s/certificate.der", home);
  FILE *file = fopen(path, "rb");
  if (file == NULL) return;
  good_certificate.size = fread(good_certificate.data, 1, sizeof good_certificate.data, file);
  fclose(file);
}

/* d is the block of the standard's SM4 example twice, so that its ciphertext under that block is known from it. */
static const BYTE example[16] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10};
static const BYTE sealed[16] = {0x68, 0x1E, 0xDF, 0x34, 0xD2, 0x06, 0x96, 0x5E, 0x86, 0xB3, 0xE9, 0x4F, 0x53, 0x6E, 0x42, 0x46};
static const BYTE point[64] = {
    0x42, 0x4A, 0xE7, 0x40, 0x78, 0xE7, 0xAC, 0xE5, 0x11, 0x5C, 0xF2, 0xAB, 0xE8, 0x17, 0xDE, 0x01,
    0xDC, 0xCA, 0xA2, 0xBC, 0x90, 0x54, 0x14, 0x65, 0x7A, 0x03, 0x66, 0x49, 0x22, 0x89, 0xBB, 0x3D,
    0xB4, 0x53, 0xEF, 0xDB, 0xC8, 0x33, 0x6E, 0xDD, 0x39, 0x81, 0xAE, 0xAC, 0x4E, 0x27, 0x1D, 0x1B,
    0xD6, 0xB2, 0x3F, 0xE1, 0x10, 0x03, 0xA8, 0x12, 0x29, 0x7E, 0x47, 0xB8, 0x1E, 0x7A, 0xDA, 0x78,
};

static void make_envelope(HANDLE device) {
  ENVELOPEDKEYBLOB *made = (ENVELOPEDKEYBLOB *)(void *)good_envelope.data;
  memset(made, 0, sizeof *made + 16);
  made->Version = 1;
  made->ulSymmAlgID = 0x401;
  made->ulBits = 256;
  memcpy(made->cbEncryptedPriKey + 32, sealed, 16);
  memcpy(made->cbEncryptedPriKey + 48, sealed, 16);
  made->PubKey.BitLen = 256;
  memcpy(made->PubKey.XCoordinate + 32, point, 32);
  memcpy(made->PubKey.YCoordinate + 32, point + 32, 32);
  if (skf.SKF_ExtECCEncrypt(device, &known[0], (BYTE *)example, 16, &made->ECCCipherBlob) == SAR_OK)
    good_envelope.size = sizeof *made + 16;
}

static void take_samples(HANDLE device, HANDLE container) {
  make_envelope(device);
  (void)skf.SKF_ImportECCKeyPair(container, (ENVELOPEDKEYBLOB *)(void *)good_envelope.data);
  known[1].BitLen = 256;
  memcpy(known[1].XCoordinate + 32, point, 32);
  memcpy(known[1].YCoordinate + 32, point + 32, 32);
  if (skf.SKF_ExtECCEncrypt(device, &known[1], (BYTE *)example, 16, (ECCCIPHERBLOB *)(void *)good_cipher.data) == SAR_OK)
    good_cipher.size = offsetof(ECCCIPHERBLOB, Cipher) + 16 + sizeof(ULONG);
  if (skf.SKF_ECCSignData(container, (BYTE *)"0123456789abcdef0123456789abcdef", 32,
                          (ECCSIGNATUREBLOB *)(void *)good_signature.data) == SAR_OK)
    good_signature.size = sizeof(ECCSIGNATUREBLOB);
}

static void take_rsa_samples(HANDLE container) {
  ULONG size = 256;
  HANDLE key;
  if (skf.SKF_RSASignData(container, (BYTE *)"text", 4, good_rsa_signature.data, &size) == SAR_OK)
    good_rsa_signature.size = (size_t)size;
  size = 256;
  if (skf.SKF_RSAExportSessionKey(container, 0x401, &known_rsa, good_rsa_key.data, &size, &key) != SAR_OK) return;
  good_rsa_key.size = (size_t)size;
  (void)skf.SKF_CloseHandle(key);
}

static void authenticate(HANDLE device) {
  BLOCKCIPHERPARAM none;
  BYTE challenge[16] = {0}, answer[16];
  HANDLE key;
  ULONG size = sizeof answer;
  memset(&none, 0, sizeof none);
  if (skf.SKF_GenRandom(device, challenge, 8) != SAR_OK) return;
  if (skf.SKF_SetSymmKey(device, (BYTE *)"1234567812345678", 0x401, &key) != SAR_OK) return;
  if (skf.SKF_EncryptInit(key, none) == SAR_OK && skf.SKF_Encrypt(key, challenge, 16, answer, &size) == SAR_OK)
    (void)skf.SKF_DevAuth(device, answer, 16);
  (void)skf.SKF_CloseHandle(key);
}

/* A device, its application, a login and a container with both pairs to play with, so that the calls reach deep. */
static void ready(void) {
  HANDLE device, application, container;
  if (pools[DEVICE][0] != NULL) (void)skf.SKF_DisConnectDev(pools[DEVICE][0]);
  touch("alice.plugged", 1);
  if (skf.SKF_ConnectDev("alice", &device) != SAR_OK) return;
  pools[DEVICE][0] = device;
  if (chance(3)) authenticate(device);
  if (skf.SKF_OpenApplication(device, "VirtualUkey", &application) != SAR_OK) {
    (void)skf.SKF_CreateApplication(device, "VirtualUkey", "admin123", 10, "12345678", 6, 0x10, &application);
    return;
  }
  pools[APPLICATION][0] = application;
  (void)skf.SKF_UnblockPIN(application, "admin123", "12345678", NULL);
  if (skf.SKF_VerifyPIN(application, 1, "12345678", NULL) != SAR_OK) return;
  (void)skf.SKF_CreateContainer(application, "a", &container);
  if (skf.SKF_OpenContainer(application, "a", &container) != SAR_OK) return;
  pools[CONTAINER][0] = container;
  if (skf.SKF_GenECCKeyPair(container, 0x20100, &known[0]) == SAR_OK) take_samples(device, container);
  if (skf.SKF_OpenContainer(application, "rsa", &container) != SAR_OK) {
    if (skf.SKF_CreateContainer(application, "rsa", &container) != SAR_OK) return;
    if (skf.SKF_GenRSAKeyPair(container, 1024, &known_rsa) != SAR_OK) return;
  }
  pools[CONTAINER][1] = container;
  take_rsa_samples(container);
}
