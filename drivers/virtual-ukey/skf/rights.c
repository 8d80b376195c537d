/* Who may do what: the rights of files and applications, and the authentication of the device. */
#include <openssl/crypto.h>
#include <string.h>

#include "face.h"

static struct {
  bool done;
  size_t size;
  BYTE challenge[16];
} authentication[SLOT_COUNT];

bool allowed(struct slot *slot, unsigned application, CK_ULONG rights) {
  enum login who = slot->logins[application].who;
  if (rights == RIGHTS_ANYONE) return true;
  return (who == LOGIN_USER && (rights & RIGHTS_USER)) || (who == LOGIN_SO && (rights & RIGHTS_ADMIN));
}

CK_RV need_user(struct slot *slot, unsigned application) {
  return slot->logins[application].who == LOGIN_USER ? CKR_OK : CKR_USER_NOT_LOGGED_IN;
}

bool device_authenticated(const struct slot *slot) { return authentication[slot - slots].done; }

void device_forget(const struct slot *slot) { memset(&authentication[slot - slots], 0, sizeof authentication[0]); }

/* The last random number that the device gave is what SKF_DevAuth must answer, padded with zeros. */
void device_challenge(const struct slot *slot, const BYTE *data, size_t size) {
  bool fits = size >= 8 && size <= sizeof authentication[0].challenge;
  memset(authentication[slot - slots].challenge, 0, sizeof authentication[0].challenge);
  if (fits) memcpy(authentication[slot - slots].challenge, data, size);
  authentication[slot - slots].size = fits ? size : 0;
}

/* The answer is the challenge under SM4-ECB and the device's key. A challenge serves once. */
static CK_RV check_answer(struct slot *slot, const BYTE *answer) {
  BYTE opened[SM4_SIZE];
  struct bytes key = {0};
  bytes_add(&key, slot->key->device_key, SM4_SIZE);
  bool asked = authentication[slot - slots].size > 0;
  bool ok = !key.failed && asked && sm4_ecb_open(&key, answer, SM4_SIZE, opened) &&
            CRYPTO_memcmp(opened, authentication[slot - slots].challenge, SM4_SIZE) == 0;
  bytes_wipe(&key);
  authentication[slot - slots].size = 0;
  authentication[slot - slots].done = ok;
  return ok ? CKR_OK : SAR_FAIL;
}

ULONG SKF_DevAuth(DEVHANDLE device, BYTE *answer, ULONG size) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_DevAuth", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && answer == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size != SM4_SIZE) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = check_answer(call.slot, answer);
  return skf_leave(&call, rv);
}

ULONG SKF_ChangeDevAuthKey(DEVHANDLE device, BYTE *key, ULONG size) {
  struct skf_call call;
  int lock;
  CK_RV rv = skf_enter(&call, "SKF_ChangeDevAuthKey", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && key == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size != SM4_SIZE) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK && !device_authenticated(call.slot)) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK) {
    memcpy(call.slot->key->device_key, key, SM4_SIZE);
    rv = change_commit(call.slot, lock);
  }
  return skf_leave(&call, rv);
}
