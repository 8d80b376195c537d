/* Sessions. A session whose key was pulled out stays as a dead session and answers CKR_DEVICE_REMOVED until it is
   closed. */
#include <stdlib.h>
#include <string.h>

#include "ukey.h"

static struct session sessions[SESSION_COUNT];
static CK_ULONG opened;

void operation_end(struct operation *operation) {
  EVP_PKEY_free(operation->key);
  EVP_MD_CTX_free(operation->digest);
  bytes_wipe(&operation->pending);
  *operation = (struct operation){0};
}

struct session *session_find(CK_SESSION_HANDLE handle) {
  struct session *session = &sessions[handle % SESSION_COUNT];
  return handle != 0 && session->handle == handle ? session : NULL;
}

static void session_stop(struct session *session) {
  for (int i = 0; i < OPERATION_COUNT; i++) operation_end(&session->operations[i]);
  free(session->found);
  session->found = NULL;
  session->finding = false;
}

static void drop_session_objects(struct slot *slot, CK_SESSION_HANDLE owner) {
  for (struct object **at = &slot->session_objects; *at != NULL;) {
    struct object *object = *at;
    if (object->owner != owner) {
      at = &object->next;
      continue;
    }
    *at = object->next;
    object_free(object);
  }
}

void session_close(struct session *session) {
  session_stop(session);
  struct slot *slot = session->slot;
  CK_RV dead = session->dead;
  CK_SESSION_HANDLE handle = session->handle;
  memset(session, 0, sizeof *session);
  if (dead != CKR_OK) return;
  drop_session_objects(slot, handle);
  CK_ULONG left, read_write;
  sessions_count(slot, &left, &read_write);
  if (left == 0) slot_logout(slot); /* closing the last session logs out */
}

void sessions_close_all(struct slot *slot) {
  for (int i = 0; i < SESSION_COUNT; i++)
    if (sessions[i].handle != 0 && sessions[i].slot == slot) session_close(&sessions[i]);
}

void sessions_kill(struct slot *slot, CK_RV reason) {
  for (int i = 0; i < SESSION_COUNT; i++) {
    if (sessions[i].handle == 0 || sessions[i].slot != slot || sessions[i].dead != CKR_OK) continue;
    session_stop(&sessions[i]);
    sessions[i].dead = reason;
  }
}

void sessions_stop_private(struct slot *slot) {
  for (int i = 0; i < SESSION_COUNT; i++) {
    if (sessions[i].handle == 0 || sessions[i].slot != slot) continue;
    for (int k = 0; k < OPERATION_COUNT; k++)
      if (sessions[i].operations[k].needs_login) operation_end(&sessions[i].operations[k]);
  }
}

void sessions_count(const struct slot *slot, CK_ULONG *all, CK_ULONG *read_write) {
  *all = *read_write = 0;
  for (int i = 0; i < SESSION_COUNT; i++) {
    if (sessions[i].handle == 0 || sessions[i].slot != slot || sessions[i].dead != CKR_OK) continue;
    ++*all;
    if (sessions[i].read_write) ++*read_write;
  }
}

/* Free places come first, then those of dead sessions that nobody closed. */
static struct session *session_place(void) {
  for (int dead = 0; dead < 2; dead++) {
    for (int i = 0; i < SESSION_COUNT; i++) {
      CK_ULONG index = (opened + 1 + (CK_ULONG)i) % SESSION_COUNT;
      if (sessions[index].handle == 0 || (dead && sessions[index].dead != CKR_OK)) return &sessions[index];
    }
  }
  return NULL;
}

static CK_RV session_open(struct call *call, CK_SLOT_ID slot_id, CK_FLAGS flags, CK_SESSION_HANDLE *handle) {
  if (handle == NULL) return CKR_ARGUMENTS_BAD;
  if (!(flags & CKF_SERIAL_SESSION)) return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
  bool read_write = (flags & CKF_RW_SESSION) != 0;
  if (!read_write && call->slot->login == LOGIN_SO) return CKR_SESSION_READ_WRITE_SO_EXISTS;
  struct session *place = session_place();
  if (place == NULL) return CKR_SESSION_COUNT;
  CK_ULONG index = (CK_ULONG)(place - sessions);
  do opened++;
  while (opened % SESSION_COUNT != index); /* no handle is ever given out twice */
  memset(place, 0, sizeof *place);
  *place = (struct session){.handle = opened, .slot = call->slot, .slot_id = slot_id, .read_write = read_write};
  *handle = opened;
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
  if (session->slot->login == LOGIN_SO) return CKS_RW_SO_FUNCTIONS;
  if (session->slot->login == LOGIN_USER)
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
