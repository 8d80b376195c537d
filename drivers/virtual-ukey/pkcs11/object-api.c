/* Makes, reads, changes and destroys objects. Each change of the token replaces its file once. */
#include <openssl/crypto.h>
#include <string.h>

#include "face.h"

CK_RV may_write(const struct session *session, const struct object *object) {
  enum login login = session->slot->logins[0].who;
  if (object_bool(object, CKA_TOKEN) && !session->read_write) return CKR_SESSION_READ_ONLY;
  if (object_bool(object, CKA_PRIVATE) && login != LOGIN_USER) return CKR_USER_NOT_LOGGED_IN;
  /* The standard would allow public objects without a login; Ukeys do not. */
  return object_bool(object, CKA_TOKEN) && login == LOGIN_NONE ? CKR_USER_NOT_LOGGED_IN : CKR_OK;
}

static CK_RV check_list(const struct session *session, const struct object *list, bool *token) {
  *token = false;
  for (const struct object *object = list; object != NULL; object = object->next) {
    CK_RV rv = may_write(session, object);
    if (rv != CKR_OK) return rv;
    if (object_bool(object, CKA_TOKEN)) *token = true;
  }
  return CKR_OK;
}

static void add_to_session(struct session *session, struct object *list) {
  for (struct object *next; list != NULL; list = next) {
    next = list->next;
    list->handle = session->slot->next_session_object++;
    list->owner = session->handle;
    object_append(&session->slot->session_objects, list);
  }
}

/* Takes ownership of the list, whatever the result. */
CK_RV objects_add(struct session *session, struct object *list) {
  struct slot *slot = session->slot;
  struct object *for_session = NULL;
  bool token;
  int lock = -1;
  CK_RV rv = check_list(session, list, &token);
  if (rv == CKR_OK && token) rv = change_begin(slot, &lock);
  if (rv != CKR_OK) {
    object_list_free(list);
    return rv;
  }
  for (struct object *next; list != NULL && rv == CKR_OK; list = next) {
    next = list->next;
    list->next = NULL;
    if (!object_bool(list, CKA_TOKEN)) object_append(&for_session, list);
    else if ((rv = contents_add(slot, list)) != CKR_OK) object_free(list);
  }
  if (token && rv == CKR_OK) rv = change_commit(slot, lock);
  else if (token) change_abort(slot, lock);
  if (rv == CKR_OK) add_to_session(session, for_session);
  else {
    object_list_free(list);
    object_list_free(for_session);
  }
  return rv;
}

/* Completes an object and adds it. Takes ownership of it, whatever the result. */
CK_RV object_keep(struct session *session, struct object *object, CK_RV rv, CK_OBJECT_HANDLE *handle) {
  if (rv == CKR_OK) rv = template_complete(object);
  if (rv != CKR_OK) {
    object_free(object);
    return rv;
  }
  rv = objects_add(session, object);
  if (rv == CKR_OK) *handle = object->handle;
  return rv;
}

static CK_RV create(struct session *session, CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *handle) {
  struct object *object = object_new(0);
  if (handle == NULL || object == NULL) {
    object_free(object);
    return handle == NULL ? CKR_ARGUMENTS_BAD : CKR_HOST_MEMORY;
  }
  CK_RV rv = template_apply(session->slot->key, object, template, count);
  CK_ULONG class = object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION);
  if (rv == CKR_OK && class == CK_UNAVAILABLE_INFORMATION) rv = CKR_TEMPLATE_INCOMPLETE;
  if (rv == CKR_OK && class == CKO_PRIVATE_KEY && !session->slot->key->can_import) rv = CKR_FUNCTION_NOT_SUPPORTED;
  if (rv == CKR_OK && class == CKO_SECRET_KEY && object_bool(object, CKA_TOKEN) && !session->slot->key->can_import)
    rv = CKR_FUNCTION_NOT_SUPPORTED;
  bool is_key = class == CKO_PRIVATE_KEY || class == CKO_PUBLIC_KEY;
  CK_KEY_TYPE type = object_ulong(object, CKA_KEY_TYPE, 0);
  bool is_new = (is_key && type != CKK_RSA) || (class == CKO_SECRET_KEY && type == CKK_SM4);
  if (rv == CKR_OK && is_new && session->slot->key->generation < 5) rv = CKR_ATTRIBUTE_VALUE_INVALID;
  if (rv == CKR_OK && is_key)
    EVP_PKEY_free(key_from_template(object, &rv));
  return object_keep(session, object, rv, handle);
}

CK_RV C_CreateObject(CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *object) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_CreateObject", session, NULL);
  return leave(&call, rv == CKR_OK ? create(call.session, template, count, object) : rv);
}

static CK_RV destroy(struct session *session, CK_OBJECT_HANDLE handle) {
  struct slot *slot = session->slot;
  struct object *object;
  int lock;
  CK_RV rv = object_lookup(session, handle, &object);
  if (rv == CKR_OK) rv = may_write(session, object);
  if (rv == CKR_OK && !object_bool(object, CKA_DESTROYABLE)) rv = CKR_ATTRIBUTE_READ_ONLY;
  if (rv != CKR_OK) return rv;
  if (!object_bool(object, CKA_TOKEN)) {
    object_unlink(&slot->session_objects, object);
    return CKR_OK;
  }
  rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  object_unlink(&slot->key->objects, object_anywhere(slot, handle)); /* again: the file may be a new one */
  return change_commit(slot, lock);
}

CK_RV C_DestroyObject(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_DestroyObject", session, NULL);
  return leave(&call, rv == CKR_OK ? destroy(call.session, object) : rv);
}

static bool set_all(struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++)
    if (!object_set(object, template[i].type, template[i].pValue, template[i].ulValueLen)) return false;
  return true;
}

static CK_RV set_attributes(struct session *session, CK_OBJECT_HANDLE handle, const CK_ATTRIBUTE *template,
                            CK_ULONG count) {
  struct slot *slot = session->slot;
  struct object *object;
  int lock;
  CK_RV rv = object_lookup(session, handle, &object);
  if (rv == CKR_OK) rv = may_write(session, object);
  if (rv == CKR_OK) rv = template_changeable(object, template, count);
  if (rv != CKR_OK) return rv;
  if (!object_bool(object, CKA_TOKEN)) return set_all(object, template, count) ? CKR_OK : CKR_HOST_MEMORY;
  rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  object = object_anywhere(slot, handle);
  if (object == NULL) rv = CKR_OBJECT_HANDLE_INVALID;
  else if (!set_all(object, template, count) || !object_seal(slot, object)) rv = CKR_DEVICE_ERROR;
  else if (key_used(slot->key) > slot->key->capacity) rv = CKR_DEVICE_MEMORY;
  if (rv == CKR_OK) return change_commit(slot, lock);
  change_abort(slot, lock);
  return rv;
}

CK_RV C_SetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_SetAttributeValue", session, NULL);
  return leave(&call, rv == CKR_OK ? set_attributes(call.session, object, template, count) : rv);
}

static bool is_secret(const struct object *object, CK_ATTRIBUTE_TYPE type) {
  CK_OBJECT_CLASS class = object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION);
  if (class == CKO_SECRET_KEY)
    return type == CKA_VALUE && (object_bool(object, CKA_SENSITIVE) || !object_bool(object, CKA_EXTRACTABLE));
  if (class != CKO_PRIVATE_KEY) return false;
  return type == CKA_VALUE || (type >= CKA_PRIVATE_EXPONENT && type <= CKA_COEFFICIENT);
}

static CK_RV give(CK_ATTRIBUTE *wanted, const unsigned char *value, CK_ULONG size) {
  CK_ULONG room = wanted->ulValueLen;
  wanted->ulValueLen = size;
  if (wanted->pValue == NULL) return CKR_OK;
  if (room < size) {
    wanted->ulValueLen = CK_UNAVAILABLE_INFORMATION;
    return CKR_BUFFER_TOO_SMALL;
  }
  if (size > 0) memcpy(wanted->pValue, value, size);
  return CKR_OK;
}

static void tell_number(const struct key *key, CK_ATTRIBUTE_TYPE type, unsigned char *value) {
  CK_ULONG number;
  memcpy(&number, value, sizeof number);
  number = number_told(key, type, number);
  memcpy(value, &number, sizeof number);
}

static CK_RV get_one(const struct slot *slot, const struct object *object, CK_ATTRIBUTE *wanted) {
  struct bytes plain = {0};
  const struct attribute *at = (wanted->type & 0xFFFFFFF0UL) == CKA_VU_SECRET ? NULL : object_find(object, wanted->type);
  CK_RV rv = is_secret(object, wanted->type) ? CKR_ATTRIBUTE_SENSITIVE : CKR_ATTRIBUTE_TYPE_INVALID;
  if (at != NULL && rv != CKR_ATTRIBUTE_SENSITIVE)
    rv = attribute_open(at, object->handle, slot->logins[0].master, &plain) ? CKR_OK : CKR_DEVICE_ERROR;
  if (rv == CKR_OK && plain.size == sizeof(CK_ULONG)) tell_number(slot->key, wanted->type, plain.data);
  if (rv == CKR_OK) rv = give(wanted, plain.data, plain.size);
  else wanted->ulValueLen = CK_UNAVAILABLE_INFORMATION;
  bytes_wipe(&plain);
  return rv;
}

static CK_RV get_attributes(const struct session *session, CK_OBJECT_HANDLE handle, CK_ATTRIBUTE *template,
                            CK_ULONG count) {
  struct object *object;
  if (template == NULL && count > 0) return CKR_ARGUMENTS_BAD;
  CK_RV rv = object_lookup(session, handle, &object);
  if (rv != CKR_OK) return rv;
  for (CK_ULONG i = 0; i < count; i++) { /* all are tried; the first error is returned */
    CK_RV one = get_one(session->slot, object, &template[i]);
    if (rv == CKR_OK) rv = one;
  }
  return rv;
}

CK_RV C_GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count) {
  struct call call;
  CK_ULONG *length = template != NULL && count > 0 ? &template->ulValueLen : NULL;
  CK_RV rv = enter_session(&call, "C_GetAttributeValue", session, length);
  return leave(&call, rv == CKR_OK ? get_attributes(call.session, object, template, count) : rv);
}

CK_RV C_GetObjectSize(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ULONG *size) {
  struct call call;
  struct object *found;
  CK_RV rv = enter_session(&call, "C_GetObjectSize", session, size);
  if (rv == CKR_OK && size == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = object_lookup(call.session, object, &found);
  if (rv == CKR_OK) *size = object_size(found);
  return leave(&call, rv);
}
