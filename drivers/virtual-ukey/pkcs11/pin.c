/* Login and PINs, as PKCS#11 asks for them. */
#include <openssl/crypto.h>

#include "face.h"

static struct operation *operation_that_asks(struct session *session) {
  for (int i = 0; i < OPERATION_COUNT; i++)
    if (session->operations[i].needs_pin) return &session->operations[i];
  return NULL;
}

static CK_RV login_allowed(struct session *session, CK_USER_TYPE user) {
  const struct slot *slot = session->slot;
  CK_ULONG all, read_write;
  if (user == CKU_CONTEXT_SPECIFIC)
    return operation_that_asks(session) == NULL ? CKR_OPERATION_NOT_INITIALIZED : CKR_OK;
  if (user != CKU_SO && user != CKU_USER) return CKR_USER_TYPE_INVALID;
  enum login wanted = user == CKU_SO ? LOGIN_SO : LOGIN_USER;
  if (slot->logins[0].who == wanted) return CKR_USER_ALREADY_LOGGED_IN;
  if (slot->logins[0].who != LOGIN_NONE) return CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
  sessions_count(slot, &all, &read_write);
  return user == CKU_SO && all != read_write ? CKR_SESSION_READ_ONLY_EXISTS : CKR_OK;
}

/* The PIN for one use of one key. Nobody is logged in or out by it. */
static CK_RV pin_for_use(struct session *session, struct pin_text pin) {
  unsigned char master[MASTER_SIZE];
  CK_RV rv = pin_try(session->slot, 0, false, pin, master);
  OPENSSL_cleanse(master, sizeof master);
  struct operation *asking = operation_that_asks(session);
  if (rv == CKR_OK && asking != NULL) asking->needs_pin = false;
  return rv;
}

static CK_RV login(struct call *call, CK_SESSION_HANDLE handle, CK_USER_TYPE user, struct pin_text pin) {
  struct slot *slot = call->slot;
  CK_BYTE typed[KEYPAD_PIN_SIZE];
  CK_RV rv = login_allowed(call->session, user);
  if (rv == CKR_OK && slot->key->keypad && (pin.text == NULL || pin.size == 0)) { /* bindings without NULL pass an empty PIN */
    rv = keypad_read(slot, typed, &pin.size);
    pin.text = typed;
    if (rv == CKR_OK && session_find(handle) == NULL) rv = CKR_SESSION_HANDLE_INVALID;
  }
  if (rv == CKR_OK)
    rv = user == CKU_CONTEXT_SPECIFIC ? pin_for_use(call->session, pin) : pin_login(slot, 0, user == CKU_SO, pin);
  OPENSSL_cleanse(typed, sizeof typed);
  return rv;
}

CK_RV C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_BYTE *pin, CK_ULONG pin_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_Login", session, NULL);
  return leave(&call, rv == CKR_OK ? login(&call, session, user, (struct pin_text){pin, pin_size}) : rv);
}

CK_RV C_Logout(CK_SESSION_HANDLE session) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_Logout", session, NULL);
  if (rv == CKR_OK && call.slot->logins[0].who == LOGIN_NONE) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) slot_logout(call.slot, 0);
  return leave(&call, rv);
}

CK_RV C_SetPIN(CK_SESSION_HANDLE session, CK_BYTE *old, CK_ULONG old_size, CK_BYTE *pin, CK_ULONG pin_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_SetPIN", session, NULL);
  if (rv == CKR_OK && !call.session->read_write) rv = CKR_SESSION_READ_ONLY;
  if (rv == CKR_OK)
    rv = pin_change(call.slot, 0, call.slot->logins[0].who == LOGIN_SO, (struct pin_text){old, old_size},
                    (struct pin_text){pin, pin_size});
  return leave(&call, rv);
}

CK_RV C_InitPIN(CK_SESSION_HANDLE session, CK_BYTE *pin, CK_ULONG pin_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_InitPIN", session, NULL);
  if (rv == CKR_OK && call.slot->logins[0].who != LOGIN_SO) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = pin_put(call.slot, 0, false, (struct pin_text){pin, pin_size}, call.slot->logins[0].master);
  return leave(&call, rv);
}

static CK_RV make_blank(struct slot *slot, struct pin_text pin, const CK_BYTE label[32]) {
  int lock;
  CK_RV rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  size_t label_size = 32;
  while (label_size > 0 && label[label_size - 1] == ' ') label_size--;
  bytes_wipe(&slot->key->label);
  bytes_add(&slot->key->label, label, label_size);
  if (application_begin(slot, 0, pin)) return change_commit(slot, lock);
  change_abort(slot, lock);
  return CKR_DEVICE_ERROR;
}

/* At a token that was initialised before, the PIN is a try like any other; only a new SO PIN must keep the rule. */
static CK_RV init_token(struct slot *slot, struct pin_text pin, const CK_BYTE *label) {
  CK_ULONG all, read_write;
  unsigned char master[MASTER_SIZE];
  if (label == NULL || pin.text == NULL) return CKR_ARGUMENTS_BAD;
  sessions_count(slot, &all, &read_write);
  if (all > 0) return CKR_SESSION_EXISTS;
  bool before = slot->key->applications[0].so.set;
  CK_RV rv = before ? pin_try(slot, 0, true, pin, master) : pin_rule(slot->key, pin);
  OPENSSL_cleanse(master, sizeof master);
  return rv == CKR_OK ? make_blank(slot, pin, label) : rv;
}

CK_RV C_InitToken(CK_SLOT_ID slot, CK_BYTE *pin, CK_ULONG pin_size, CK_BYTE *label) {
  struct call call;
  CK_RV rv = enter_token(&call, "C_InitToken", slot, NULL);
  return leave(&call, rv == CKR_OK ? init_token(call.slot, (struct pin_text){pin, pin_size}, label) : rv);
}
