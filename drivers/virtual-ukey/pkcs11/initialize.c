/* C_Initialize and C_Finalize. */
#include "face.h"

static CK_RV check_arguments(const CK_C_INITIALIZE_ARGS *args) {
  if (args == NULL) return CKR_OK;
  if (args->pReserved != NULL) return CKR_ARGUMENTS_BAD;
  bool own = args->CreateMutex != NULL;
  bool all = own && args->DestroyMutex != NULL && args->LockMutex != NULL && args->UnlockMutex != NULL;
  bool none = !own && args->DestroyMutex == NULL && args->LockMutex == NULL && args->UnlockMutex == NULL;
  if (!all && !none) return CKR_ARGUMENTS_BAD;
  return all && !(args->flags & CKF_OS_LOCKING_OK) ? CKR_CANT_LOCK : CKR_OK;
}

static CK_RV initialize(struct call *call, void *args) {
  if (ukey_running()) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  CK_RV rv = check_arguments(args);
  if (rv == CKR_OK) rv = fault_before(&call->fault, NULL, "library", call->name);
  if (rv != CKR_OK) return rv;
  slots_listen(&sessions_listener);
  return ukey_start() ? CKR_OK : CKR_GENERAL_ERROR;
}

CK_RV C_Initialize(void *args) {
  struct call call = {.name = "C_Initialize"};
  ukey_lock();
  return leave(&call, initialize(&call, args));
}

CK_RV C_Finalize(void *reserved) {
  struct call call;
  CK_RV rv = enter_library(&call, "C_Finalize", NULL);
  if (rv == CKR_OK && reserved != NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv != CKR_OK) return leave(&call, rv);
  for (int i = 0; i < SLOT_COUNT; i++) sessions_close_all(&slots[i]);
  ukey_stop();
  return leave(&call, CKR_OK);
}
