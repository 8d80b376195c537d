/* How every function begins and ends: the global mutex, its session or slot, whether the key is still there,
   delays and faults. Waiting happens without the mutex, so one slow key does not hold up the others. */
#include "face.h"

CK_RV enter_library(struct call *call, const char *name, CK_ULONG *length) {
  *call = (struct call){.name = name, .length = length};
  ukey_lock();
  if (!ukey_running()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  return fault_before(&call->fault, NULL, "library", name);
}

CK_RV enter_slot(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length) {
  CK_RV rv = enter_library(call, name, length);
  if (rv != CKR_OK) return rv;
  if (slot >= SLOT_COUNT) return CKR_SLOT_ID_INVALID;
  slots_scan();
  call->slot = &slots[slot];
  if (call->slot->key == NULL) return CKR_OK;
  rv = key_meet(call->slot, &call->fault, name);
  if (rv == CKR_OK && slot_present(call->slot)) (void)slot_refresh(call->slot);
  return rv;
}

CK_RV enter_token(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length) {
  CK_RV rv = enter_slot(call, name, slot, length);
  if (rv != CKR_OK) return rv;
  if (call->slot->key == NULL) return CKR_TOKEN_NOT_PRESENT;
  return call->slot->key->damaged ? CKR_TOKEN_NOT_RECOGNIZED : CKR_OK;
}

static CK_RV session_alive(struct call *call, CK_SESSION_HANDLE handle) {
  call->session = session_find(handle); /* again after every wait: another thread may have closed it */
  if (call->session == NULL) return CKR_SESSION_HANDLE_INVALID;
  if (call->session->dead != CKR_OK) return call->session->dead;
  call->slot = call->session->slot;
  return slot_present(call->slot) ? slot_refresh(call->slot) : CKR_DEVICE_REMOVED;
}

CK_RV enter_session(struct call *call, const char *name, CK_SESSION_HANDLE handle, CK_ULONG *length) {
  CK_RV rv = enter_library(call, name, length);
  if (rv == CKR_OK) rv = session_alive(call, handle);
  if (rv == CKR_OK) rv = key_meet(call->slot, &call->fault, name);
  if (rv == CKR_OK) rv = session_alive(call, handle);
  return rv;
}

CK_RV leave(struct call *call, CK_RV result) {
  CK_ULONG garbage;
  result = fault_after(&call->fault, call->slot, result, &garbage);
  if (garbage != 0 && call->length != NULL) *call->length = garbage;
  ukey_unlock();
  return result;
}
