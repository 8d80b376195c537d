/* PINs of an application. */
#include <openssl/crypto.h>
#include <signal.h>
#include <string.h>

#include "face.h"

#define PIN_TEXT_MAX 4096

static struct pin_text text_of(LPSTR pin) {
  return (struct pin_text){(const CK_BYTE *)pin, pin == NULL ? 0 : strnlen(pin, PIN_TEXT_MAX)};
}

/* The tries left are told whatever the result, as soon as the key was asked. */
static void tell_tries(struct slot *slot, unsigned application, bool so, CK_RV rv, ULONG *tries) {
  if (tries == NULL || slot->key == NULL || rv == CKR_DEVICE_REMOVED) return;
  *tries = pin_of(slot, application, so)->tries;
}

static CK_RV who(ULONG type, bool *so) {
  *so = type == ADMIN_TYPE;
  return type == ADMIN_TYPE || type == USER_TYPE ? CKR_OK : CKR_ARGUMENTS_BAD;
}

/* A key with a keypad takes an empty PIN and waits for the one typed on it. */
static CK_RV verify(struct slot *slot, HANDLE value, unsigned application, bool so, struct pin_text pin) {
  CK_BYTE typed[KEYPAD_PIN_SIZE];
  CK_RV rv = CKR_OK;
  if (slot->key->keypad && pin.size == 0) {
    rv = keypad_read(slot, typed, &pin.size);
    pin.text = typed;
    const struct handle *handle = handle_find(value, KIND_APPLICATION); /* again, after the wait */
    if (rv == CKR_OK) rv = handle == NULL ? CKR_SESSION_HANDLE_INVALID : handle->dead;
  } else if (pin.text == NULL) {
    rv = CKR_ARGUMENTS_BAD;
  }
  if (rv == CKR_OK) rv = pin_login(slot, application, so, pin);
  if (rv == CKR_PIN_INCORRECT || rv == CKR_PIN_LOCKED) slot_logout(slot, application);
  OPENSSL_cleanse(typed, sizeof typed);
  return rv;
}

/* Seen in the field: a handle that is not an application's ends the process. */
static void crash_on_wrong_handle(HANDLE value) {
  struct handle *device = handle_find(value, KIND_DEVICE);
  if (handle_find(value, KIND_APPLICATION) != NULL) return;
  if (!quirk(device == NULL ? NULL : device->slot, "verify-crash", NULL)) return;
  (void)signal(SIGSEGV, SIG_DFL);
  (void)raise(SIGSEGV);
}

ULONG SKF_VerifyPIN(HAPPLICATION application, ULONG type, LPSTR pin, ULONG *tries) {
  struct skf_call call;
  bool so;
  CK_RV rv = skf_enter(&call, "SKF_VerifyPIN", application, KIND_APPLICATION, tries);
  crash_on_wrong_handle(application);
  if (rv == CKR_OK) rv = who(type, &so);
  if (rv == CKR_OK) {
    unsigned number = call.handle->application;
    rv = verify(call.slot, application, number, so, text_of(pin));
    tell_tries(call.slot, number, so, rv, tries);
  }
  return skf_leave(&call, rv);
}

ULONG SKF_ChangePIN(HAPPLICATION application, ULONG type, LPSTR old, LPSTR pin, ULONG *tries) {
  struct skf_call call;
  bool so;
  CK_RV rv = skf_enter(&call, "SKF_ChangePIN", application, KIND_APPLICATION, tries);
  if (rv == CKR_OK) rv = who(type, &so);
  if (rv == CKR_OK && (old == NULL || pin == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    unsigned number = call.handle->application;
    rv = pin_change(call.slot, number, so, text_of(old), text_of(pin));
    tell_tries(call.slot, number, so, rv, tries);
  }
  return skf_leave(&call, rv);
}

ULONG SKF_GetPINInfo(HAPPLICATION application, ULONG type, ULONG *max, ULONG *left, BOOL *is_default) {
  struct skf_call call;
  bool so;
  CK_RV rv = skf_enter(&call, "SKF_GetPINInfo", application, KIND_APPLICATION, max);
  if (rv == CKR_OK) rv = who(type, &so);
  if (rv == CKR_OK && (max == NULL || left == NULL || is_default == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    const struct pin *pin = pin_of(call.slot, call.handle->application, so);
    *max = pin->max;
    *left = pin->tries;
    *is_default = pin->is_default ? 1 : 0;
  }
  return skf_leave(&call, rv);
}

static CK_RV unblock(struct slot *slot, unsigned application, struct pin_text admin, struct pin_text user) {
  unsigned char master[MASTER_SIZE];
  CK_RV rv = pin_rule(slot->key, user); /* no try is spent on a change that is impossible */
  if (rv == CKR_OK) rv = pin_try(slot, application, true, admin, master);
  if (rv == CKR_OK) rv = pin_put(slot, application, false, user, master);
  OPENSSL_cleanse(master, sizeof master);
  return rv;
}

ULONG SKF_UnblockPIN(HAPPLICATION application, LPSTR admin_pin, LPSTR user_pin, ULONG *tries) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_UnblockPIN", application, KIND_APPLICATION, tries);
  if (rv == CKR_OK && (admin_pin == NULL || user_pin == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    unsigned number = call.handle->application;
    rv = unblock(call.slot, number, text_of(admin_pin), text_of(user_pin));
    tell_tries(call.slot, number, true, rv, tries);
  }
  return skf_leave(&call, rv);
}

ULONG SKF_ClearSecureState(HAPPLICATION application) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_ClearSecureState", application, KIND_APPLICATION, NULL);
  if (rv == CKR_OK) slot_logout(call.slot, call.handle->application);
  return skf_leave(&call, rv);
}
