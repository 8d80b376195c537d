/* How every function begins and ends. The library starts itself at the first call: SKF has no function for it. */
#include <string.h>

#include "face.h"

CK_RV skf_begin(struct skf_call *call, const char *name, ULONG *length) {
  *call = (struct skf_call){.name = name, .length = length};
  ukey_lock();
  if (!ukey_running()) {
    handles_reset();
    slots_listen(&handles_listener);
    if (!ukey_start()) return CKR_GENERAL_ERROR;
    events_start();
  }
  return fault_before(&call->fault, NULL, "library", name);
}

static bool generates(const char *name) {
  return strcmp(name, "SKF_GenECCKeyPair") == 0 || strcmp(name, "SKF_GenRSAKeyPair") == 0;
}

CK_RV skf_meet(struct skf_call *call, struct slot *slot) {
  unsigned long slow = 30000;
  call->slot = slot;
  CK_RV rv = key_meet(slot, &call->fault, call->name);
  if (rv == CKR_OK && generates(call->name) && slot_present(slot) && quirk(slot, "slow-generate", &slow))
    rv = key_dawdle(slot, (unsigned)slow);
  return rv;
}

static CK_RV alive(struct skf_call *call, HANDLE value, enum kind kind) {
  call->handle = handle_find(value, kind); /* again after every wait: another thread may have closed it */
  if (call->handle == NULL) return CKR_SESSION_HANDLE_INVALID;
  if (call->handle->dead != CKR_OK) return call->handle->dead;
  call->slot = call->handle->slot;
  if (!slot_present(call->slot)) return CKR_DEVICE_REMOVED;
  CK_RV rv = slot_refresh(call->slot);
  return rv == CKR_OK && call->slot->key->damaged ? CKR_TOKEN_NOT_RECOGNIZED : rv;
}

CK_RV skf_enter(struct skf_call *call, const char *name, HANDLE handle, enum kind kind, ULONG *length) {
  CK_RV rv = skf_begin(call, name, length);
  if (rv == CKR_OK) rv = alive(call, handle, kind);
  if (rv == CKR_OK) rv = skf_meet(call, call->slot);
  if (rv == CKR_OK) rv = alive(call, handle, kind);
  return rv;
}

ULONG skf_leave(struct skf_call *call, CK_RV result) {
  CK_ULONG garbage;
  result = fault_after(&call->fault, call->slot, result, &garbage);
  if (garbage != 0 && call->length != NULL) *call->length = (ULONG)garbage;
  ULONG sar = sar_of(result);
  if (sar != SAR_OK && quirk(call->slot, "odd-errors", NULL)) sar = odd_error(call->name, sar);
  ukey_unlock();
  return sar;
}
