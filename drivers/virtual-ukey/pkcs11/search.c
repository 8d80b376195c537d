/* Decides which objects a session can see, and finds them. */
#include <stdlib.h>
#include <string.h>

#include "face.h"

/* Other applications than the first, and containers without a key, are SKF's alone. */
bool object_visible(const struct slot *slot, const struct object *object) {
  if (application_of(object) != 0 || object_ulong(object, CKA_CLASS, 0) == CKO_VU_CONTAINER) return false;
  return slot->logins[0].who == LOGIN_USER || !object_bool(object, CKA_PRIVATE);
}

/* A hardware feature object of our own that holds the tries left. It is made on request and needs no login. */
struct object *pin_state_object(const struct key *key) {
  static struct object *state;
  object_free(state);
  state = object_new(PIN_STATE_HANDLE);
  bool ok = state != NULL && object_set_ulong(state, CKA_CLASS, CKO_HW_FEATURE) &&
            object_set_ulong(state, CKA_HW_FEATURE_TYPE, CKH_VU_PIN_STATE) &&
            object_set_ulong(state, CKA_VU_USER_TRIES_LEFT, key->applications[0].user.tries) &&
            object_set_ulong(state, CKA_VU_USER_TRIES_MAX, key->applications[0].user.max) &&
            object_set_ulong(state, CKA_VU_SO_TRIES_LEFT, key->applications[0].so.tries) &&
            object_set_ulong(state, CKA_VU_SO_TRIES_MAX, key->applications[0].so.max);
  return ok ? state : NULL;
}

struct object *object_anywhere(const struct slot *slot, CK_OBJECT_HANDLE handle) {
  struct object *list = handle >= SESSION_OBJECT_BASE ? slot->session_objects : slot->key->objects;
  for (struct object *object = list; object != NULL; object = object->next)
    if (object->handle == handle) return object;
  return NULL;
}

CK_RV object_lookup(const struct session *session, CK_OBJECT_HANDLE handle, struct object **object) {
  *object = handle == PIN_STATE_HANDLE ? pin_state_object(session->slot->key) : object_anywhere(session->slot, handle);
  if (*object == NULL || !object_visible(session->slot, *object)) return CKR_OBJECT_HANDLE_INVALID;
  return CKR_OK;
}

static bool same_value(const struct key *key, const struct attribute *at, const void *wanted) {
  CK_ULONG number;
  if (at->type != CKA_KEY_TYPE || at->size != sizeof number) return at->size == 0 || memcmp(at->value, wanted, at->size) == 0;
  memcpy(&number, at->value, sizeof number);
  number = number_told(key, CKA_KEY_TYPE, number);
  return memcmp(&number, wanted, sizeof number) == 0;
}

static bool matches(const struct key *key, const struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++) {
    const struct attribute *at = object_find(object, template[i].type);
    if (at == NULL || at->sealed || at->size != template[i].ulValueLen) return false;
    if (!same_value(key, at, template[i].pValue)) return false;
  }
  return true;
}

static bool wants_features(const CK_ATTRIBUTE *template, CK_ULONG count) {
  CK_ULONG class;
  for (CK_ULONG i = 0; i < count; i++) {
    if (template[i].type != CKA_CLASS || template[i].ulValueLen != sizeof class) continue;
    memcpy(&class, template[i].pValue, sizeof class);
    return class == CKO_HW_FEATURE;
  }
  return false;
}

static CK_RV note(struct session *session, const struct object *object) {
  if (object == NULL) return CKR_OK;
  CK_OBJECT_HANDLE *found = realloc(session->found, (session->found_count + 1) * sizeof *found);
  if (found == NULL) return CKR_HOST_MEMORY;
  session->found = found;
  session->found[session->found_count++] = object->handle;
  return CKR_OK;
}

static CK_RV note_list(struct session *session, const struct object *list, const CK_ATTRIBUTE *template, CK_ULONG count) {
  CK_RV rv = CKR_OK;
  for (const struct object *object = list; object != NULL && rv == CKR_OK; object = object->next)
    if (object_visible(session->slot, object) && matches(session->slot->key, object, template, count)) rv = note(session, object);
  return rv;
}

static void find_end(struct session *session) {
  free(session->found);
  session->found = NULL;
  session->found_count = session->found_next = 0;
  session->finding = false;
}

static CK_RV find_begin(struct session *session, const CK_ATTRIBUTE *template, CK_ULONG count) {
  if (session->finding) return CKR_OPERATION_ACTIVE;
  if (template == NULL && count > 0) return CKR_ARGUMENTS_BAD;
  for (CK_ULONG i = 0; i < count; i++)
    if (template[i].pValue == NULL && template[i].ulValueLen > 0) return CKR_ATTRIBUTE_VALUE_INVALID;
  CK_RV rv = note_list(session, session->slot->key->objects, template, count);
  if (rv == CKR_OK) rv = note_list(session, session->slot->session_objects, template, count);
  if (rv == CKR_OK && wants_features(template, count)) {
    const struct object *state = pin_state_object(session->slot->key);
    if (state != NULL && matches(session->slot->key, state, template, count)) rv = note(session, state);
  }
  if (rv == CKR_OK) session->finding = true;
  else find_end(session);
  return rv;
}

CK_RV C_FindObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG count) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_FindObjectsInit", session, NULL);
  return leave(&call, rv == CKR_OK ? find_begin(call.session, template, count) : rv);
}

CK_RV C_FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *count) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_FindObjects", session, count);
  if (rv == CKR_OK && (count == NULL || (objects == NULL && max > 0))) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !call.session->finding) rv = CKR_OPERATION_NOT_INITIALIZED;
  if (rv == CKR_OK) {
    struct session *at = call.session;
    for (*count = 0; *count < max && at->found_next < at->found_count; ++*count)
      objects[*count] = at->found[at->found_next++];
  }
  return leave(&call, rv);
}

CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE session) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_FindObjectsFinal", session, NULL);
  if (rv == CKR_OK && !call.session->finding) rv = CKR_OPERATION_NOT_INITIALIZED;
  if (rv == CKR_OK) find_end(call.session);
  return leave(&call, rv);
}
