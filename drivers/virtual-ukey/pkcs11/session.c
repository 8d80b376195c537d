/* Sessions. A session whose key was pulled out stays as a dead session and answers CKR_DEVICE_REMOVED until it is
   closed. */
#include <stdlib.h>
#include <string.h>

#include "face.h"

static struct session sessions[SESSION_COUNT];
static CK_ULONG opened;

void operation_end(struct operation *operation) {
  EVP_PKEY_free(operation->key);
  EVP_MD_CTX_free(operation->digest);
  bytes_wipe(&operation->secret);
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
  if (left == 0) slot_logout(slot, 0); /* closing the last session logs out */
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
struct session *session_place(void) {
  for (int dead = 0; dead < 2; dead++) {
    for (int i = 0; i < SESSION_COUNT; i++) {
      CK_ULONG index = (opened + 1 + (CK_ULONG)i) % SESSION_COUNT;
      if (sessions[index].handle == 0 || (dead && sessions[index].dead != CKR_OK)) return &sessions[index];
    }
  }
  return NULL;
}

/* No handle is ever given out twice. */
CK_SESSION_HANDLE session_number(const struct session *place) {
  CK_ULONG index = (CK_ULONG)(place - sessions);
  do opened++;
  while (opened % SESSION_COUNT != index);
  return opened;
}

static void stop_private(struct slot *slot, unsigned application) {
  if (application == 0) sessions_stop_private(slot);
}

const struct slot_listener sessions_listener = {.emptied = sessions_kill, .logged_out = stop_private};
