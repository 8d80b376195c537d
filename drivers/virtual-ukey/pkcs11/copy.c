/* Copies objects. Private keys are not copied: their CKA_COPYABLE is false. */
#include "face.h"

static CK_RV copy_attributes(const struct slot *slot, const struct object *from, struct object *to) {
  for (const struct attribute *at = from->attributes; at != NULL; at = at->next) {
    struct bytes plain = {0};
    if (IS_OWN_ATTRIBUTE(at->type)) continue; /* its place in a container is the first one's alone */
    bool ok = attribute_open(at, from->handle, slot->logins[0].master, &plain) &&
              object_set(to, at->type, plain.data, plain.size);
    bytes_wipe(&plain);
    if (!ok) return CKR_DEVICE_ERROR;
  }
  return CKR_OK;
}

static CK_RV copy(struct session *session, CK_OBJECT_HANDLE handle, const CK_ATTRIBUTE *template, CK_ULONG count,
                  CK_OBJECT_HANDLE *made) {
  struct object *object;
  if (made == NULL) return CKR_ARGUMENTS_BAD;
  CK_RV rv = handle == PIN_STATE_HANDLE ? CKR_OBJECT_HANDLE_INVALID : object_lookup(session, handle, &object);
  if (rv == CKR_OK && !object_bool(object, CKA_COPYABLE)) rv = CKR_ACTION_PROHIBITED;
  if (rv == CKR_OK) rv = template_copyable(template, count);
  if (rv != CKR_OK) return rv;
  struct object *fresh = object_new(0);
  rv = fresh == NULL ? CKR_HOST_MEMORY : copy_attributes(session->slot, object, fresh);
  for (CK_ULONG i = 0; rv == CKR_OK && i < count; i++)
    if (!object_set(fresh, template[i].type, template[i].pValue, template[i].ulValueLen)) rv = CKR_HOST_MEMORY;
  if (rv != CKR_OK) {
    object_free(fresh);
    return rv;
  }
  rv = objects_add(session, fresh);
  if (rv == CKR_OK) *made = fresh->handle;
  return rv;
}

CK_RV C_CopyObject(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count,
                   CK_OBJECT_HANDLE *made) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_CopyObject", session, NULL);
  return leave(&call, rv == CKR_OK ? copy(call.session, object, template, count, made) : rv);
}
