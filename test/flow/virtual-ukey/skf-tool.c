/* One thing done through SKF: skf-tool LIBRARY HOME list | serial | generate NAME | sign NAME TEXT | import NAME HEX |
   import-exchange NAME HEX | envelope NAME HEX |
   public NAME sign|exchange | file NAME TEXT | read NAME | verify-device | has FUNCTION |
   initialise NAME | hold MILLISECONDS | agree NAME SPONSOR-POINTS. Prints what came out; exits with 1 and the
   error number if something is refused. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "skf.h"

static struct {
#define SKF_FIELD(name, parameters) ULONG(*name) parameters;
  SKF_FUNCTIONS(SKF_FIELD)
} skf;
static HANDLE device, application, container;

static void must(const char *what, ULONG result) {
  if (result == SAR_OK) return;
  printf("%s 0x%08llX\n", what, (unsigned long long)result);
  exit(1);
}
#define MUST(call) must(#call, skf.call)

static void print_hex(const void *data, size_t size) {
  for (size_t i = 0; i < size; i++) printf("%02x", ((const BYTE *)data)[i]);
  printf("\n");
}

static size_t from_hex(const char *text, BYTE *out, size_t room) {
  size_t size = 0;
  for (unsigned byte; size < room && sscanf(text + 2 * size, "%2x", &byte) == 1; size++) out[size] = (BYTE)byte;
  return size;
}

static void connect_first(void) {
  CHAR name[256];
  ULONG size = sizeof name;
  MUST(SKF_EnumDev(1, name, &size));
  MUST(SKF_ConnectDev(name, &device));
}

/* What only the owner of the device key can do. */
static void initialise(const char *name) {
  BLOCKCIPHERPARAM none = {.IVLen = 0};
  BYTE challenge[16] = {0}, answer[16];
  HANDLE key;
  ULONG size = sizeof answer;
  MUST(SKF_GenRandom(device, challenge, 8));
  MUST(SKF_SetSymmKey(device, (BYTE *)"1234567812345678", SGD_SM4_ECB, &key));
  MUST(SKF_EncryptInit(key, none));
  MUST(SKF_Encrypt(key, challenge, 16, answer, &size));
  MUST(SKF_DevAuth(device, answer, 16));
  MUST(SKF_CreateApplication(device, (LPSTR)name, "adminadmin", 5, "11223344", 4, SECURE_USER_ACCOUNT, &application));
}

/* Tells that it has the key, keeps it, and leaves a file before it lets go. */
static void hold(const char *home, const char *milliseconds) {
  char path[1024];
  MUST(SKF_LockDev(device, 1000));
  printf("held\n");
  fflush(stdout);
  usleep((useconds_t)strtoul(milliseconds, NULL, 10) * 1000);
  snprintf(path, sizeof path, "%s/held-long-enough", home);
  FILE *file = fopen(path, "w");
  if (file != NULL) fclose(file);
  MUST(SKF_UnlockDev(device));
}

static void connect_and_log_in(void) {
  CHAR applications[512];
  ULONG size = sizeof applications;
  MUST(SKF_EnumApplication(device, applications, &size));
  MUST(SKF_OpenApplication(device, applications, &application));
  MUST(SKF_VerifyPIN(application, USER_TYPE, "12345678", NULL));
}

static void list(void) {
  CHAR names[4096];
  ULONG size = sizeof names, type;
  MUST(SKF_EnumContainer(application, names, &size));
  for (const char *at = names; at < names + size && *at != 0; at += strlen(at) + 1) {
    BYTE blob[512];
    MUST(SKF_OpenContainer(application, (LPSTR)at, &container));
    MUST(SKF_GetContainerType(container, &type));
    printf("%s %s", at, type == CONTAINER_ECC ? "sm2" : type == CONTAINER_RSA ? "rsa" : "empty");
    for (int signing = 1; signing >= 0; signing--) {
      const char *half = signing ? "signing" : "exchange";
      size = sizeof blob;
      if (skf.SKF_ExportPublicKey(container, signing, blob, &size) == SAR_OK) printf(" %s-pair", half);
      size = 0;
      if (skf.SKF_ExportCertificate(container, signing, NULL, &size) == SAR_OK) printf(" %s-certificate", half);
    }
    printf("\n");
    size = sizeof names;
  }
}

static void print_point(const ECCPUBLICKEYBLOB *key) {
  BYTE point[65] = {4};
  memcpy(point + 1, key->XCoordinate + 32, 32);
  memcpy(point + 33, key->YCoordinate + 32, 32);
  print_hex(point, sizeof point);
}

static void open_container(const char *name) { MUST(SKF_OpenContainer(application, (LPSTR)name, &container)); }

static void public_key(int signing, ECCPUBLICKEYBLOB *key) {
  ULONG size = sizeof *key;
  MUST(SKF_ExportPublicKey(container, signing, (BYTE *)key, &size));
}

static void sign(const char *text) {
  ECCPUBLICKEYBLOB key;
  ECCSIGNATUREBLOB signature;
  BYTE digest[32], raw[64];
  ULONG size = sizeof digest;
  HANDLE hash;
  public_key(1, &key);
  MUST(SKF_DigestInit(device, SGD_SM3, &key, (BYTE *)"1234567812345678", 16, &hash));
  MUST(SKF_Digest(hash, (BYTE *)text, (ULONG)strlen(text), digest, &size));
  MUST(SKF_ECCSignData(container, digest, size, &signature));
  memcpy(raw, signature.r + 32, 32);
  memcpy(raw + 32, signature.s + 32, 32);
  print_hex(raw, sizeof raw);
}

static void point_from(const BYTE *point, ECCPUBLICKEYBLOB *key) {
  memset(key, 0, sizeof *key);
  key->BitLen = 256;
  memcpy(key->XCoordinate + 32, point + 1, 32);
  memcpy(key->YCoordinate + 32, point + 33, 32);
}

/* Answers a sponsor "Alice" whose key and temporary key these are, as "Bob": tells its own temporary key, and what 16
   zeros become under the key of the session. */
static void agree(const char *hex) {
  BLOCKCIPHERPARAM none = {.IVLen = 0};
  BYTE points[130], zeros[16] = {0}, cipher[16];
  ECCPUBLICKEYBLOB sponsor, sponsor_once, once;
  ULONG size = sizeof cipher;
  HANDLE key;
  if (from_hex(hex, points, sizeof points) != sizeof points) exit(2);
  point_from(points, &sponsor);
  point_from(points + 65, &sponsor_once);
  MUST(SKF_GenerateAgreementDataAndKeyWithECC(container, SGD_SM4_ECB, &sponsor, &sponsor_once, &once, (BYTE *)"Bob", 3,
                                              (BYTE *)"Alice", 5, &key));
  MUST(SKF_EncryptInit(key, none));
  MUST(SKF_Encrypt(key, zeros, sizeof zeros, cipher, &size));
  print_point(&once);
  print_hex(cipher, sizeof cipher);
}

static void import(const char *hex, int signing) {
  BYTE der[8192];
  size_t size = from_hex(hex, der, sizeof der);
  MUST(SKF_ImportCertificate(container, signing, der, (ULONG)size));
}

static void envelope(const char *hex) {
  BYTE blob[sizeof(ENVELOPEDKEYBLOB) + 16];
  if (from_hex(hex, blob, sizeof blob) != offsetof(ENVELOPEDKEYBLOB, ECCCipherBlob) + offsetof(ECCCIPHERBLOB, Cipher) + 16)
    exit(2);
  MUST(SKF_ImportECCKeyPair(container, (ENVELOPEDKEYBLOB *)(void *)blob));
}

static int run(const char *command, const char *name, const char *more) {
  ECCPUBLICKEYBLOB key;
  BYTE content[4096];
  ULONG size = sizeof content;
  if (strcmp(command, "list") == 0) list();
  else if (strcmp(command, "generate") == 0) {
    MUST(SKF_CreateContainer(application, (LPSTR)name, &container));
    MUST(SKF_GenECCKeyPair(container, SGD_SM2_1, &key));
    print_point(&key);
  } else if (strcmp(command, "file") == 0) {
    MUST(SKF_CreateFile(application, (LPSTR)name, (ULONG)strlen(more), SECURE_USER_ACCOUNT, SECURE_USER_ACCOUNT));
    MUST(SKF_WriteFile(application, (LPSTR)name, 0, (BYTE *)more, (ULONG)strlen(more)));
  } else if (strcmp(command, "read") == 0) {
    MUST(SKF_ReadFile(application, (LPSTR)name, 0, sizeof content, content, &size));
    printf("%.*s\n", (int)size, content);
  } else {
    open_container(name);
    if (strcmp(command, "sign") == 0) sign(more);
    else if (strcmp(command, "agree") == 0) agree(more);
    else if (strcmp(command, "import") == 0) import(more, 1);
    else if (strcmp(command, "import-exchange") == 0) import(more, 0);
    else if (strcmp(command, "envelope") == 0) envelope(more);
    else if (strcmp(command, "public") == 0) {
      public_key(strcmp(more, "sign") == 0, &key);
      print_point(&key);
    } else return 2;
  }
  return 0;
}

static void find(void *library, const char *name, void *field) {
  *(void **)field = dlsym(library, name);
  if (*(void **)field == NULL) exit(3);
}

int main(int argc, char **argv) {
  if (argc < 4 || (argc < 5 && strcmp(argv[3], "has") == 0)) return 2;
  setenv("VIRTUAL_UKEY_HOME", argv[2], 1);
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return 3;
#define SKF_FIND(name, parameters) find(library, #name, &skf.name);
  SKF_FUNCTIONS(SKF_FIND)
  if (strcmp(argv[3], "has") == 0) {
    printf(dlsym(library, argv[4]) == NULL ? "no\n" : "yes\n");
    return 0;
  }
  connect_first();
  if (argc > 4 && strcmp(argv[3], "initialise") == 0) {
    initialise(argv[4]);
    return 0;
  }
  if (argc > 4 && strcmp(argv[3], "hold") == 0) {
    hold(argv[2], argv[4]);
    return 0;
  }
  connect_and_log_in();
  if (strcmp(argv[3], "serial") == 0) {
    DEVINFO info;
    MUST(SKF_GetDevInfo(device, &info));
    printf("%.32s\n", info.SerialNumber);
    return 0;
  }
  if (strcmp(argv[3], "verify-device") == 0) {
    ULONG result = skf.SKF_VerifyPIN(device, USER_TYPE, "12345678", NULL);
    printf("0x%08llX\n", (unsigned long long)result);
    return 0;
  }
  return run(argv[3], argc > 4 ? argv[4] : "", argc > 5 ? argv[5] : "");
}
