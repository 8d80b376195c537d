/* Random numbers. */
#include <openssl/rand.h>

#include "face.h"

CK_RV C_GenerateRandom(CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_GenerateRandom", session, NULL);
  if (rv == CKR_OK && (out == NULL || size > 0x10000000UL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && RAND_bytes(out, (int)size) != 1) rv = CKR_DEVICE_ERROR;
  return leave(&call, rv);
}

/* A seed is mixed in, never trusted. */
CK_RV C_SeedRandom(CK_SESSION_HANDLE session, CK_BYTE *seed, CK_ULONG size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_SeedRandom", session, NULL);
  if (rv == CKR_OK && (seed == NULL || size > 0x10000000UL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) RAND_add(seed, (int)size, 0);
  return leave(&call, rv);
}
