/* PINs. A try is taken off the counter on disk before the PIN is checked, so killing the process gives no free try. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ukey.h"

#define KEYPAD_WAIT_MS 30000
#define KEYPAD_PIN_SIZE 64

static struct pin *pin_of(struct slot *slot, bool so) { return so ? &slot->key->so : &slot->key->user; }

static CK_RV pin_rule(const struct key *key, const CK_BYTE *pin, CK_ULONG size) {
  if (pin == NULL) return CKR_ARGUMENTS_BAD;
  if (size < key->pin_min || size > key->pin_max) return CKR_PIN_LEN_RANGE;
  for (CK_ULONG i = 0; key->pin_digits && i < size; i++)
    if (pin[i] < '0' || pin[i] > '9') return CKR_PIN_INVALID;
  return CKR_OK;
}

/* Spends one try. If the PIN is right, master is filled and the counter is full again. */
static CK_RV pin_try(struct slot *slot, bool so, const CK_BYTE *pin, CK_ULONG size, unsigned char master[MASTER_SIZE]) {
  int lock;
  if (pin == NULL && size > 0) return CKR_ARGUMENTS_BAD;
  CK_RV rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  if (!pin_of(slot, so)->set) rv = so ? CKR_TOKEN_NOT_RECOGNIZED : CKR_USER_PIN_NOT_INITIALIZED;
  else if (pin_of(slot, so)->tries == 0) rv = CKR_PIN_LOCKED;
  if (rv != CKR_OK) {
    home_unlock(lock);
    return rv;
  }
  pin_of(slot, so)->tries--;
  rv = change_commit(slot, lock);
  if (rv != CKR_OK) return rv;
  if (!pin_unwrap(pin_of(slot, so), pin, size, master)) return CKR_PIN_INCORRECT;
  rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  pin_of(slot, so)->tries = pin_of(slot, so)->max;
  return change_commit(slot, lock);
}

static CK_RV pin_put(struct slot *slot, bool so, const CK_BYTE *pin, CK_ULONG size,
                     const unsigned char master[MASTER_SIZE]) {
  int lock;
  CK_RV rv = pin_rule(slot->key, pin, size);
  if (rv == CKR_OK) rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  struct pin *kept = pin_of(slot, so);
  if (!pin_wrap(kept, pin, size, master)) {
    change_abort(slot, lock);
    return CKR_DEVICE_ERROR;
  }
  kept->is_default = !so && size == strlen(DEFAULT_USER_PIN) && memcmp(pin, DEFAULT_USER_PIN, size) == 0;
  return change_commit(slot, lock);
}

/* On a key with a keypad the person types the PIN on the key. Here it is written to `<id>.keypad`, which is then
   removed. */
static CK_RV keypad_read(struct slot *slot, CK_BYTE *pin, CK_ULONG *size) {
  char path[PATH_SIZE];
  if (!home_file(path, slot->key->id, ".keypad")) return CKR_DEVICE_ERROR;
  for (int waited = 0; waited < KEYPAD_WAIT_MS; waited += 20) {
    FILE *file = fopen(path, "rb");
    if (file != NULL) {
      *size = fread(pin, 1, KEYPAD_PIN_SIZE, file);
      fclose(file);
      (void)unlink(path);
      while (*size > 0 && (pin[*size - 1] == '\n' || pin[*size - 1] == '\r')) --*size;
      return CKR_OK;
    }
    ukey_unlock();
    nap(20);
    ukey_lock();
    if (!ukey_running()) return CKR_CRYPTOKI_NOT_INITIALIZED;
    if (!slot_present(slot)) return CKR_DEVICE_REMOVED;
  }
  return CKR_FUNCTION_CANCELED;
}

static CK_RV login_allowed(const struct slot *slot, CK_USER_TYPE user) {
  CK_ULONG all, read_write;
  if (user == CKU_CONTEXT_SPECIFIC) return CKR_OPERATION_NOT_INITIALIZED;
  if (user != CKU_SO && user != CKU_USER) return CKR_USER_TYPE_INVALID;
  enum login wanted = user == CKU_SO ? LOGIN_SO : LOGIN_USER;
  if (slot->login == wanted) return CKR_USER_ALREADY_LOGGED_IN;
  if (slot->login != LOGIN_NONE) return CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
  sessions_count(slot, &all, &read_write);
  return user == CKU_SO && all != read_write ? CKR_SESSION_READ_ONLY_EXISTS : CKR_OK;
}

static CK_RV login(struct call *call, CK_SESSION_HANDLE handle, CK_USER_TYPE user, CK_BYTE *pin, CK_ULONG size) {
  struct slot *slot = call->slot;
  CK_BYTE typed[KEYPAD_PIN_SIZE];
  unsigned char master[MASTER_SIZE];
  CK_RV rv = login_allowed(slot, user);
  if (rv == CKR_OK && slot->key->keypad && (pin == NULL || size == 0)) { /* bindings without NULL pass an empty PIN */
    rv = keypad_read(slot, typed, &size);
    pin = typed;
    if (rv == CKR_OK && session_find(handle) == NULL) rv = CKR_SESSION_HANDLE_INVALID;
  }
  if (rv == CKR_OK) rv = pin_try(slot, user == CKU_SO, pin, size, master);
  if (rv == CKR_OK) {
    memcpy(slot->master, master, sizeof master);
    slot->login = user == CKU_SO ? LOGIN_SO : LOGIN_USER;
  }
  OPENSSL_cleanse(typed, sizeof typed);
  OPENSSL_cleanse(master, sizeof master);
  return rv;
}

CK_RV C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_BYTE *pin, CK_ULONG pin_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_Login", session, NULL);
  return leave(&call, rv == CKR_OK ? login(&call, session, user, pin, pin_size) : rv);
}

CK_RV C_Logout(CK_SESSION_HANDLE session) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_Logout", session, NULL);
  if (rv == CKR_OK && call.slot->login == LOGIN_NONE) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) slot_logout(call.slot);
  return leave(&call, rv);
}

static CK_RV set_pin(struct call *call, CK_BYTE *old, CK_ULONG old_size, CK_BYTE *pin, CK_ULONG pin_size) {
  struct slot *slot = call->slot;
  bool so = slot->login == LOGIN_SO;
  unsigned char master[MASTER_SIZE];
  if (!call->session->read_write) return CKR_SESSION_READ_ONLY;
  CK_RV rv = pin_rule(slot->key, pin, pin_size); /* no try is spent on a change that is impossible */
  if (rv == CKR_OK) rv = pin_try(slot, so, old, old_size, master);
  if (rv == CKR_OK) rv = pin_put(slot, so, pin, pin_size, master);
  OPENSSL_cleanse(master, sizeof master);
  return rv;
}

CK_RV C_SetPIN(CK_SESSION_HANDLE session, CK_BYTE *old, CK_ULONG old_size, CK_BYTE *pin, CK_ULONG pin_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_SetPIN", session, NULL);
  return leave(&call, rv == CKR_OK ? set_pin(&call, old, old_size, pin, pin_size) : rv);
}

CK_RV C_InitPIN(CK_SESSION_HANDLE session, CK_BYTE *pin, CK_ULONG pin_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_InitPIN", session, NULL);
  if (rv == CKR_OK && call.slot->login != LOGIN_SO) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = pin_put(call.slot, false, pin, pin_size, call.slot->master);
  return leave(&call, rv);
}

/* Makes a new master key: what the old one sealed is gone for good, and sessions of other processes end (epoch). */
static CK_RV make_blank(struct slot *slot, const CK_BYTE *pin, CK_ULONG size, const CK_BYTE label[32]) {
  int lock;
  unsigned char master[MASTER_SIZE];
  CK_RV rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  struct key *key = slot->key;
  size_t label_size = 32;
  while (label_size > 0 && label[label_size - 1] == ' ') label_size--;
  bytes_wipe(&key->label);
  bytes_add(&key->label, label, label_size);
  object_list_free(key->objects);
  key->objects = NULL;
  key->epoch++;
  key->user.set = key->user.is_default = key->so.is_default = false;
  bool ok = RAND_bytes(master, sizeof master) == 1 && pin_wrap(&key->so, pin, size, master);
  OPENSSL_cleanse(master, sizeof master);
  if (ok) return change_commit(slot, lock);
  change_abort(slot, lock);
  return CKR_DEVICE_ERROR;
}

static CK_RV init_token(struct slot *slot, const CK_BYTE *pin, CK_ULONG size, const CK_BYTE *label) {
  CK_ULONG all, read_write;
  unsigned char master[MASTER_SIZE];
  if (label == NULL) return CKR_ARGUMENTS_BAD;
  sessions_count(slot, &all, &read_write);
  if (all > 0) return CKR_SESSION_EXISTS;
  CK_RV rv = pin_rule(slot->key, pin, size);
  if (rv == CKR_OK && slot->key->so.set) rv = pin_try(slot, true, pin, size, master);
  OPENSSL_cleanse(master, sizeof master);
  return rv == CKR_OK ? make_blank(slot, pin, size, label) : rv;
}

CK_RV C_InitToken(CK_SLOT_ID slot, CK_BYTE *pin, CK_ULONG pin_size, CK_BYTE *label) {
  struct call call;
  CK_RV rv = enter_token(&call, "C_InitToken", slot, NULL);
  return leave(&call, rv == CKR_OK ? init_token(call.slot, pin, pin_size, label) : rv);
}
