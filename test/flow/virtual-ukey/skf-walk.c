/* Walks every function of GM/T 0016 against a library: skf-walk LIBRARY HOME. HOME has a fresh key "alice", plugged in,
   and a key "bob". Compiled in each of the four layouts against the library of that layout. */
#include "skf-walk.h"

#include <dlfcn.h>

struct skf skf;
const char *home;
static int failures;

#if !defined(SKF_NATURAL) && !defined(SKF_ULONG_8)
#define AT(type, field, offset) _Static_assert(offsetof(type, field) == (offset), #type " " #field)
AT(DEVINFO, Manufacturer, 2);
AT(DEVINFO, Issuer, 66);
AT(DEVINFO, Label, 130);
AT(DEVINFO, SerialNumber, 162);
AT(DEVINFO, HWVersion, 194);
AT(DEVINFO, FirmwareVersion, 196);
AT(DEVINFO, AlgSymCap, 198);
AT(DEVINFO, AlgAsymCap, 202);
AT(DEVINFO, AlgHashCap, 206);
AT(DEVINFO, DevAuthAlgId, 210);
AT(DEVINFO, TotalSpace, 214);
AT(DEVINFO, FreeSpace, 218);
AT(DEVINFO, MaxECCBufferSize, 222);
AT(DEVINFO, MaxBufferSize, 226);
AT(DEVINFO, Reserved, 230);
AT(ECCPUBLICKEYBLOB, XCoordinate, 4);
AT(ECCPUBLICKEYBLOB, YCoordinate, 68);
AT(ECCCIPHERBLOB, YCoordinate, 64);
AT(ECCCIPHERBLOB, HASH, 128);
AT(ECCCIPHERBLOB, CipherLen, 160);
AT(ECCCIPHERBLOB, Cipher, 164);
AT(RSAPUBLICKEYBLOB, Modulus, 8);
AT(RSAPUBLICKEYBLOB, PublicExponent, 264);
AT(ENVELOPEDKEYBLOB, ulSymmAlgID, 4);
AT(ENVELOPEDKEYBLOB, ulBits, 8);
AT(ENVELOPEDKEYBLOB, cbEncryptedPriKey, 12);
AT(ENVELOPEDKEYBLOB, PubKey, 76);
AT(ENVELOPEDKEYBLOB, ECCCipherBlob, 208);
AT(FILEATTRIBUTE, FileSize, 32);
AT(FILEATTRIBUTE, ReadRights, 36);
AT(FILEATTRIBUTE, WriteRights, 40);
AT(BLOCKCIPHERPARAM, IVLen, 32);
AT(BLOCKCIPHERPARAM, PaddingType, 36);
AT(BLOCKCIPHERPARAM, FeedBitLen, 40);
_Static_assert(sizeof(DEVINFO) == 294, "DEVINFO");
_Static_assert(sizeof(ECCPUBLICKEYBLOB) == 132, "ECCPUBLICKEYBLOB");
_Static_assert(sizeof(ECCPRIVATEKEYBLOB) == 68, "ECCPRIVATEKEYBLOB");
_Static_assert(sizeof(ECCSIGNATUREBLOB) == 128, "ECCSIGNATUREBLOB");
_Static_assert(sizeof(RSAPUBLICKEYBLOB) == 268, "RSAPUBLICKEYBLOB");
_Static_assert(sizeof(RSAPRIVATEKEYBLOB) == 1164, "RSAPRIVATEKEYBLOB");
_Static_assert(sizeof(BLOCKCIPHERPARAM) == 44, "BLOCKCIPHERPARAM");
_Static_assert(sizeof(FILEATTRIBUTE) == 44, "FILEATTRIBUTE");
#elif defined(SKF_NATURAL)
_Static_assert(offsetof(DEVINFO, AlgSymCap) == 200, "natural DEVINFO");
#endif

void want_at(const char *file, int line, const char *what, ULONG got, ULONG expected) {
  if (got == expected) return;
  const char *name = strrchr(file, '/');
  printf("%s:%d: %s gave 0x%llx, not 0x%llx\n", name == NULL ? file : name + 1, line, what, (unsigned long long)got,
         (unsigned long long)expected);
  failures++;
}

void beside(const char *name, const char *text) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", home, name);
  if (text == NULL) {
    (void)remove(path);
    return;
  }
  FILE *file = fopen(path, "w");
  if (file == NULL) exit(2);
  fputs(text, file);
  fclose(file);
}

static void find(void *library, const char *name, void *field) {
  *(void **)field = dlsym(library, name);
  if (*(void **)field != NULL) return;
  printf("%s is missing\n", name);
  exit(2);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  home = argv[2];
  setenv("VIRTUAL_UKEY_HOME", home, 1);
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    printf("cannot load %s: %s\n", argv[1], dlerror());
    return 2;
  }
#define SKF_FIND(name, parameters) find(library, #name, &skf.name);
  SKF_FUNCTIONS(SKF_FIND)
  SKF_DECRYPT_HAITAI_FUNCTIONS(SKF_FIND)
  struct place place = {0};
  walk_devices(&place);
  walk_pins(&place);
  walk_applications(&place);
  walk_files(&place);
  walk_containers(&place);
  walk_ecc(&place);
  walk_rsa(&place);
  walk_ciphers(&place);
  walk_digests(&place);
  walk_agreement(&place);
  walk_outside(&place);
  walk_quirks(&place);
  walk_removal(&place);
  walk_threads();
  dlclose(library);
  printf(failures == 0 ? "all well\n" : "%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
