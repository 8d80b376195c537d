/* Opens, closes and describes sessions. */
#include "face.h"

static CK_RV session_open(struct call *call, CK_SLOT_ID slot_id, CK_FLAGS flags, CK_SESSION_HANDLE *handle) {
  if (handle == NULL) return CKR_ARGUMENTS_BAD;
  if (!(flags & CKF_SERIAL_SESSION)) return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
  bool read_write = (flags & CKF_RW_SESSION) != 0;
  if (!read_write && call->slot->logins[0].who == LOGIN_SO) return CKR_SESSION_READ_WRITE_SO_EXISTS;
  struct session *place = session_place();
  if (place == NULL) return CKR_SESSION_COUNT;
  *place = (struct session){.handle = session_number(place), .slot = call->slot, .slot_id = slot_id, .read_write = read_write};
  *handle = place->handle;
  return CKR_OK;
}

CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *app, CK_NOTIFY notify, CK_SESSION_HANDLE *session) {
  (void)app;
  (void)notify;
  struct call call;
  CK_RV rv = enter_token(&call, "C_OpenSession", slot, NULL);
  return leave(&call, rv == CKR_OK ? session_open(&call, slot, flags, session) : rv);
}

CK_RV C_CloseSession(CK_SESSION_HANDLE handle) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_CloseSession", handle, NULL);
  bool was_dead = rv != CKR_OK && call.session != NULL && call.slot == NULL;
  struct session *session = call.session == NULL ? NULL : session_find(handle);
  if (session != NULL && (rv == CKR_OK || session->dead != CKR_OK)) session_close(session);
  return leave(&call, was_dead ? CKR_OK : rv);
}

CK_RV C_CloseAllSessions(CK_SLOT_ID slot) {
  struct call call;
  CK_RV rv = enter_slot(&call, "C_CloseAllSessions", slot, NULL);
  if (rv == CKR_OK) sessions_close_all(call.slot);
  return leave(&call, rv);
}

static CK_STATE session_state(const struct session *session) {
  if (session->slot->logins[0].who == LOGIN_SO) return CKS_RW_SO_FUNCTIONS;
  if (session->slot->logins[0].who == LOGIN_USER)
    return session->read_write ? CKS_RW_USER_FUNCTIONS : CKS_RO_USER_FUNCTIONS;
  return session->read_write ? CKS_RW_PUBLIC_SESSION : CKS_RO_PUBLIC_SESSION;
}

CK_RV C_GetSessionInfo(CK_SESSION_HANDLE session, CK_SESSION_INFO *info) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_GetSessionInfo", session, NULL);
  if (rv == CKR_OK && info == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    CK_FLAGS flags = CKF_SERIAL_SESSION | (call.session->read_write ? CKF_RW_SESSION : 0);
    *info = (CK_SESSION_INFO){call.session->slot_id, session_state(call.session), flags, 0};
  }
  return leave(&call, rv);
}
