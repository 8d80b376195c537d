/* Calls the functions of SKF in random order: skf-fuzz LIBRARY HOME SECONDS SEED. Pointers are NULL or valid for the
   length that is stated; numbers and handles are random, but often those that came out before. Each block of memory is
   allocated for the call alone, so that AddressSanitizer sees a step past its end. The keys in HOME are pulled out and
   put back meanwhile. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "skf.h"

static struct {
#define SKF_FIELD(name, parameters) ULONG(*name) parameters;
  SKF_FUNCTIONS(SKF_FIELD)
  SKF_DECRYPT_HAITAI_FUNCTIONS(SKF_FIELD)
} skf;

static uint64_t state;
static const char *home;

static uint32_t random_number(void) {
  state = state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (uint32_t)(state >> 33);
}
static uint32_t below(uint32_t limit) { return random_number() % limit; }
static int chance(uint32_t in) { return below(in) == 0; }

/* ---- memory of one call ---- */
static void *blocks[32];
static int block_count;

static BYTE *block(size_t size) {
  BYTE *made = malloc(size == 0 ? 1 : size);
  if (made == NULL || block_count == 32) exit(3);
  for (size_t i = 0; i < size; i++) made[i] = chance(3) ? 0 : (BYTE)random_number();
  blocks[block_count++] = made;
  return made;
}
static void blocks_free(void) {
  while (block_count > 0) free(blocks[--block_count]);
}

/* ---- handles: those that came out, sometimes of the wrong kind, sometimes none ---- */
enum pool { DEVICE, APPLICATION, CONTAINER, KEY, HASH, MAC, AGREEMENT, POOLS };
#define POOL_SIZE 8
static HANDLE pools[POOLS][POOL_SIZE];

static HANDLE handle(enum pool pool) {
  if (chance(40)) return NULL;
  if (chance(40)) return (HANDLE)(uintptr_t)random_number();
  return pools[chance(20) ? below(POOLS) : (uint32_t)pool][chance(2) ? below(2) : below(POOL_SIZE)];
}
static HANDLE out_handle;
static HANDLE *handle_out(void) {
  out_handle = NULL;
  return chance(50) ? NULL : &out_handle;
}
static void keep(enum pool pool) {
  if (out_handle == NULL) return;
  HANDLE *place = &pools[pool][below(POOL_SIZE)];
  if (pool >= KEY && *place != NULL) (void)skf.SKF_CloseHandle(*place);
  else if (pool == DEVICE && *place != NULL) (void)skf.SKF_DisConnectDev(*place);
  else if (pool == APPLICATION && *place != NULL) (void)skf.SKF_CloseApplication(*place);
  else if (pool == CONTAINER && *place != NULL) (void)skf.SKF_CloseContainer(*place);
  *place = out_handle;
}

/* ---- arguments ---- */
static ULONG size_number;
static BYTE *data(void) { /* with size_number as its stated length */
  static const ULONG usual[] = {0, 1, 8, 15, 16, 17, 31, 32, 33, 64, 128, 256, 164, 180, 388, 1000, 5000};
  size_number = chance(4) ? below(300) : usual[below(sizeof usual / sizeof usual[0])];
  if (chance(30)) {
    if (chance(2)) size_number = 0;
    return NULL;
  }
  return block(size_number);
}
static ULONG room_number;
static BYTE *room(void) { /* with room_number as its stated length */
  static const ULONG usual[] = {0, 1, 16, 32, 128, 256, 300, 5100};
  room_number = usual[below(sizeof usual / sizeof usual[0])];
  return chance(8) ? NULL : block(room_number);
}
static ULONG *length(void) { return chance(40) ? NULL : &room_number; }

static LPSTR text(const char *const *usual, uint32_t count) {
  char made[300];
  if (chance(40)) return NULL;
  if (chance(12)) {
    size_t size = below(chance(4) ? 299 : 40);
    for (size_t i = 0; i < size; i++) made[i] = (char)(1 + below(255));
    made[size] = 0;
  } else {
    snprintf(made, sizeof made, "%s", usual[below(count)]);
  }
  return memcpy(block(strlen(made) + 1), made, strlen(made) + 1);
}
#define TEXT(...) text((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))
static LPSTR device_name(void) { return TEXT("alice", "alice", "bob", "nobody", ""); }
static LPSTR application_name(void) { return TEXT("VirtualUkey", "VirtualUkey", "second", "third"); }
static LPSTR name(void) { return TEXT("a", "b", "c", "d", "", "one-of-those"); }
static LPSTR user_pin(void) { return chance(30) ? TEXT("1", "", "nonsense", "a pin that is far too long for any key") : TEXT("12345678"); }
static LPSTR admin_pin(void) { return chance(30) ? TEXT("1", "", "nonsense") : TEXT("admin123"); }

static ULONG number(void) {
  static const ULONG usual[] = {0, 1, 2, 3, 16, 32, 255, 256, 1024, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
  return chance(3) ? random_number() : usual[below(sizeof usual / sizeof usual[0])];
}
static ULONG algorithm(void) {
  static const ULONG usual[] = {0x401, 0x402, 0x404, 0x408, 0x410, 1, 2, 4, 0x20100, 0x101, 0x201};
  return chance(20) ? number() : usual[below(sizeof usual / sizeof usual[0])];
}
static BLOCKCIPHERPARAM parameters(void) {
  BLOCKCIPHERPARAM made;
  memset(&made, (int)below(256), sizeof made);
  made.IVLen = chance(20) ? number() : (chance(3) ? 0 : 16);
  made.PaddingType = chance(20) ? number() : below(2);
  made.FeedBitLen = chance(20) ? number() : 0;
  return made;
}

/* Public keys that came out before, or nonsense. */
static ECCPUBLICKEYBLOB known[4];
static RSAPUBLICKEYBLOB known_rsa;
static ECCPUBLICKEYBLOB *public_key(void) {
  if (chance(40)) return NULL;
  ECCPUBLICKEYBLOB *made = (ECCPUBLICKEYBLOB *)(void *)block(sizeof *made);
  if (!chance(10)) memcpy(made, &known[below(4)], sizeof *made);
  else if (chance(2)) made->BitLen = 256;
  return made;
}
static RSAPUBLICKEYBLOB *rsa_key(void) {
  if (chance(40)) return NULL;
  RSAPUBLICKEYBLOB *made = (RSAPUBLICKEYBLOB *)(void *)block(sizeof *made);
  if (!chance(6)) memcpy(made, &known_rsa, sizeof *made);
  else if (chance(2)) made->BitLen = 1024;
  return made;
}
static RSAPRIVATEKEYBLOB known_rsa_secret;
static RSAPRIVATEKEYBLOB *rsa_secret(void) {
  if (chance(40)) return NULL;
  RSAPRIVATEKEYBLOB *made = (RSAPRIVATEKEYBLOB *)(void *)block(sizeof *made);
  memcpy(made, &known_rsa_secret, sizeof *made);
  if (chance(2)) ((BYTE *)made)[below(sizeof *made)] ^= (BYTE)(1 + below(255));
  return made;
}
static ECCPRIVATEKEYBLOB *ecc_secret(void) {
  if (chance(40)) return NULL;
  ECCPRIVATEKEYBLOB *made = (ECCPRIVATEKEYBLOB *)(void *)block(sizeof *made);
  if (chance(10)) return made;
  made->BitLen = 256;
  memset(made->PrivateKey, 0, 32);
  return made;
}

/* What came out of the key whole, to be given back whole or with one byte wrong. */
struct sample {
  BYTE data[4096];
  size_t size;
};
static struct sample good_cipher, good_envelope, good_signature, good_certificate, good_rsa_key, good_rsa_signature;
static BYTE *sample(const struct sample *from) {
  BYTE *made = block(from->size);
  memcpy(made, from->data, from->size);
  if (from->size > 0 && chance(4)) made[below((uint32_t)from->size)] ^= (BYTE)(1 + below(255));
  size_number = (ULONG)from->size;
  return made;
}

/* What it says of its length is true. */
static ECCCIPHERBLOB *cipher(void) {
  ULONG size = chance(3) ? below(100) : 16;
  if (chance(40)) return NULL;
  if (chance(2) && good_cipher.size > 0) {
    ECCCIPHERBLOB *good = (ECCCIPHERBLOB *)(void *)sample(&good_cipher);
    if (good->CipherLen > 16) good->CipherLen = 16;
    return good;
  }
  BYTE *made = block(offsetof(ECCCIPHERBLOB, Cipher) + (size < 1 ? 1 : size) + sizeof(ULONG));
  memcpy(made + offsetof(ECCCIPHERBLOB, CipherLen), &size, sizeof size);
  return (ECCCIPHERBLOB *)(void *)made;
}
static ENVELOPEDKEYBLOB *envelope(void) {
  if (chance(40)) return NULL;
  if (chance(2) && good_envelope.size > 0) {
    ENVELOPEDKEYBLOB *good = (ENVELOPEDKEYBLOB *)(void *)sample(&good_envelope);
    if (good->ECCCipherBlob.CipherLen > 16) good->ECCCipherBlob.CipherLen = 16;
    return good;
  }
  ENVELOPEDKEYBLOB *made = (ENVELOPEDKEYBLOB *)(void *)block(sizeof *made + 64);
  made->Version = chance(10) ? number() : 1;
  made->ulSymmAlgID = chance(10) ? number() : 0x401;
  made->ulBits = chance(10) ? number() : 256;
  made->ECCCipherBlob.CipherLen = chance(10) ? below(60) : 16;
  if (chance(2)) memset(made->cbEncryptedPriKey, 0, 32);
  return made;
}
/* Ciphertexts are as long as their text, so the block for one is measured by it. */
static ECCCIPHERBLOB *cipher_room(ULONG size) {
  return chance(40) ? NULL : (ECCCIPHERBLOB *)(void *)block(offsetof(ECCCIPHERBLOB, Cipher) + size + sizeof(ULONG));
}
static void *blob_room(size_t size) { return chance(40) ? NULL : block(size); }

static void touch(const char *file, int there) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", home, file);
  if (!there) {
    (void)unlink(path);
    return;
  }
  FILE *made = fopen(path, "a");
  if (made != NULL) fclose(made);
}

#include "skf-fuzz-samples.h"

#include "skf-fuzz-calls.h"

static const char *const call_names[] = {
#define CALL_NAME(name, parameters) #name,
    SKF_FUNCTIONS(CALL_NAME) SKF_DECRYPT_HAITAI_FUNCTIONS(CALL_NAME)};
static unsigned long accepted_calls[CALL_COUNT];

/* What was never accepted was tried on its arguments only. */
static void report(void) {
  printf("never accepted:");
  for (unsigned i = 0; i < CALL_COUNT; i++)
    if (accepted_calls[i] == 0) printf(" %s", call_names[i]);
  printf("\n");
}

static void find(void *library, const char *symbol, void *field) {
  *(void **)field = dlsym(library, symbol);
  if (*(void **)field != NULL) return;
  printf("%s is missing\n", symbol);
  exit(2);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  home = argv[2];
  state = strtoull(argv[4], NULL, 10);
  setenv("VIRTUAL_UKEY_HOME", home, 1);
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    printf("cannot load %s: %s\n", argv[1], dlerror());
    return 2;
  }
#define SKF_FIND(name, parameters) find(library, #name, &skf.name);
  SKF_FUNCTIONS(SKF_FIND)
  SKF_DECRYPT_HAITAI_FUNCTIONS(SKF_FIND)
  load_certificate();
  time_t end = time(NULL) + strtol(argv[3], NULL, 10);
  unsigned long calls = 0, accepted = 0;
  while (time(NULL) < end) {
    unsigned call = below(CALL_COUNT);
    calls++;
    if (one_call(call) == SAR_OK) {
      accepted++;
      accepted_calls[call]++;
    }
    blocks_free();
    if (chance(4000)) touch("alice.plugged", 0);
    if (chance(200)) touch("alice.plugged", 1);
    if (chance(300)) ready();
  }
  report();
  printf("%lu calls, %lu accepted\n", calls, accepted);
  return 0;
}
