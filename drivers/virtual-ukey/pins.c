/* PINs. A try is taken off the counter on disk before the PIN is checked, so killing the process gives no free try. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

#include "ukey.h"

struct pin *pin_of(struct slot *slot, unsigned application, bool so) {
  struct application *at = &slot->key->applications[application];
  return so ? &at->so : &at->user;
}

CK_RV pin_rule(const struct key *key, struct pin_text pin) {
  if (pin.text == NULL) return CKR_ARGUMENTS_BAD;
  if (pin.size < key->pin_min || pin.size > key->pin_max) return CKR_PIN_LEN_RANGE;
  for (CK_ULONG i = 0; key->pin_digits && i < pin.size; i++)
    if (pin.text[i] < '0' || pin.text[i] > '9') return CKR_PIN_INVALID;
  return CKR_OK;
}

static CK_RV pin_usable(const struct pin *pin, bool so) {
  if (!pin->set) return so ? CKR_TOKEN_NOT_RECOGNIZED : CKR_USER_PIN_NOT_INITIALIZED;
  return pin->tries == 0 ? CKR_PIN_LOCKED : CKR_OK;
}

/* Spends one try. If the PIN is right, master is filled and the counter is full again. */
CK_RV pin_try(struct slot *slot, unsigned application, bool so, struct pin_text pin, unsigned char master[MASTER_SIZE]) {
  int lock;
  if (pin.text == NULL && pin.size > 0) return CKR_ARGUMENTS_BAD;
  CK_RV rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  rv = pin_usable(pin_of(slot, application, so), so);
  if (rv != CKR_OK) {
    home_unlock(lock);
    return rv;
  }
  pin_of(slot, application, so)->tries--;
  rv = change_commit(slot, lock);
  if (rv != CKR_OK) return rv;
  if (!pin_unwrap(pin_of(slot, application, so), pin.text, pin.size, master)) return CKR_PIN_INCORRECT;
  rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  pin_of(slot, application, so)->tries = pin_of(slot, application, so)->max;
  return change_commit(slot, lock);
}

static bool is_default(bool so, struct pin_text pin) {
  return !so && pin.size == strlen(DEFAULT_USER_PIN) && memcmp(pin.text, DEFAULT_USER_PIN, pin.size) == 0;
}

CK_RV pin_put(struct slot *slot, unsigned application, bool so, struct pin_text pin,
              const unsigned char master[MASTER_SIZE]) {
  int lock;
  CK_RV rv = pin_rule(slot->key, pin);
  if (rv == CKR_OK) rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  struct pin *kept = pin_of(slot, application, so);
  if (!pin_wrap(kept, pin.text, pin.size, master)) {
    change_abort(slot, lock);
    return CKR_DEVICE_ERROR;
  }
  kept->is_default = is_default(so, pin);
  return change_commit(slot, lock);
}

CK_RV pin_login(struct slot *slot, unsigned application, bool so, struct pin_text pin) {
  unsigned char master[MASTER_SIZE];
  CK_RV rv = pin_try(slot, application, so, pin, master);
  if (rv == CKR_OK) {
    memcpy(slot->logins[application].master, master, sizeof master);
    slot->logins[application].who = so ? LOGIN_SO : LOGIN_USER;
  }
  OPENSSL_cleanse(master, sizeof master);
  return rv;
}

CK_RV pin_change(struct slot *slot, unsigned application, bool so, struct pin_text old, struct pin_text pin) {
  unsigned char master[MASTER_SIZE];
  CK_RV rv = pin_rule(slot->key, pin); /* no try is spent on a change that is impossible */
  if (rv == CKR_OK) rv = pin_try(slot, application, so, old, master);
  if (rv == CKR_OK) rv = pin_put(slot, application, so, pin, master);
  OPENSSL_cleanse(master, sizeof master);
  return rv;
}

/* Makes a new master key under the SO PIN: what the old one sealed is gone for good. Inside a change. */
bool application_begin(struct slot *slot, unsigned application, struct pin_text so) {
  unsigned char master[MASTER_SIZE];
  struct application *at = &slot->key->applications[application];
  for (struct object *next, *object = slot->key->objects; object != NULL; object = next) {
    next = object->next;
    if (application_of(object) == application) object_unlink(&slot->key->objects, object);
  }
  if (application == 0) slot->key->epoch++; /* sessions of other processes end */
  at->user.set = at->user.is_default = at->so.is_default = false;
  bool ok = RAND_bytes(master, sizeof master) == 1 && pin_wrap(&at->so, so.text, so.size, master);
  OPENSSL_cleanse(master, sizeof master);
  return ok;
}
