/* Makes, opens, lists and deletes containers. */
#include <string.h>

#include "face.h"

static CK_RV check_name(LPSTR name) {
  if (name == NULL) return CKR_ARGUMENTS_BAD;
  size_t size = strnlen(name, MAX_CONTAINER_NAME_LEN + 1);
  return size == 0 || size > MAX_CONTAINER_NAME_LEN ? SAR_NAMELENERR : CKR_OK;
}

static CK_RV open_container(struct skf_call *call, const void *name, size_t size, HCONTAINER *container) {
  struct handle *made = handle_open(KIND_CONTAINER, call->slot, call->handle->number);
  if (made == NULL) return CKR_HOST_MEMORY;
  made->application = call->handle->application;
  bytes_add(&made->name, name, size);
  return give_handle(made->name.failed ? CKR_HOST_MEMORY : CKR_OK, made, container);
}

struct object *new_object(unsigned application, CK_OBJECT_CLASS class, const struct bytes *label) {
  struct object *object = object_new(0);
  bool ok = object != NULL && object_set_ulong(object, CKA_CLASS, class) && object_set_bool(object, CKA_TOKEN, true) &&
            object_set(object, CKA_LABEL, label->data, label->size) &&
            (application == 0 || object_set_ulong(object, CKA_VU_APPLICATION, application));
  if (ok) return object;
  object_free(object);
  return NULL;
}

static CK_RV exists(struct slot *slot, unsigned application, LPSTR name, bool *found) {
  struct containers list;
  CK_RV rv = containers_read(slot, application, &list);
  if (rv != CKR_OK) return rv;
  *found = container_named(&list, name, strlen(name)) != NULL;
  containers_free(&list);
  return CKR_OK;
}

static CK_RV add_marker(struct slot *slot, unsigned application, LPSTR name) {
  struct bytes label = {0};
  bool found = false;
  CK_RV rv = exists(slot, application, name, &found);
  if (rv != CKR_OK || found) return rv == CKR_OK ? SAR_CONTAINER_ALREADY_EXIST : rv;
  bytes_add(&label, name, strlen(name));
  struct object *marker = label.failed ? NULL : new_object(application, CKO_VU_CONTAINER, &label);
  bytes_wipe(&label);
  rv = marker == NULL ? CKR_HOST_MEMORY : contents_add(slot, marker);
  if (rv != CKR_OK) object_free(marker);
  return rv;
}

static CK_RV may_change(struct slot *slot, unsigned application) {
  return allowed(slot, application, slot->key->applications[application].rights) ? CKR_OK : CKR_USER_NOT_LOGGED_IN;
}

ULONG SKF_CreateContainer(HAPPLICATION application, LPSTR name, HCONTAINER *container) {
  struct skf_call call;
  int lock;
  CK_RV rv = skf_enter(&call, "SKF_CreateContainer", application, KIND_APPLICATION, NULL);
  if (rv == CKR_OK && container == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = check_name(name);
  if (rv == CKR_OK) rv = may_change(call.slot, call.handle->application);
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK) rv = change_end(call.slot, lock, add_marker(call.slot, call.handle->application, name));
  if (rv == CKR_OK) rv = open_container(&call, name, strlen(name), container);
  return skf_leave(&call, rv);
}

/* Public keys are not in the list of containers: they go with the private key that they belong to. */
static void unlink_pair(struct slot *slot, struct object *key) {
  for (struct object *next, *object = slot->key->objects; object != NULL; object = next) {
    next = object->next;
    bool is_public = object_ulong(object, CKA_CLASS, 0) == CKO_PUBLIC_KEY;
    if (is_public && same_public(object, key)) object_unlink(&slot->key->objects, object);
  }
  object_unlink(&slot->key->objects, key);
}

static CK_RV delete(struct slot *slot, unsigned application, LPSTR name) {
  struct containers list;
  CK_RV rv = containers_read(slot, application, &list);
  if (rv != CKR_OK) return rv;
  struct container *found = container_named(&list, name, strlen(name));
  if (found == NULL) rv = SAR_CONTAINER_NOT_EXIST;
  for (int i = 0; found != NULL && i < 2; i++) {
    if (found->halves[i].certificate != NULL) object_unlink(&slot->key->objects, found->halves[i].certificate);
    if (found->halves[i].key != NULL) unlink_pair(slot, found->halves[i].key);
  }
  if (found != NULL && found->marker != NULL) object_unlink(&slot->key->objects, found->marker);
  containers_free(&list);
  return rv;
}

ULONG SKF_DeleteContainer(HAPPLICATION application, LPSTR name) {
  struct skf_call call;
  int lock;
  CK_RV rv = skf_enter(&call, "SKF_DeleteContainer", application, KIND_APPLICATION, NULL);
  if (rv == CKR_OK) rv = check_name(name);
  if (rv == CKR_OK) rv = may_change(call.slot, call.handle->application);
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK) rv = change_end(call.slot, lock, delete(call.slot, call.handle->application, name));
  return skf_leave(&call, rv);
}

ULONG SKF_OpenContainer(HAPPLICATION application, LPSTR name, HCONTAINER *container) {
  struct skf_call call;
  bool found = false;
  CK_RV rv = skf_enter(&call, "SKF_OpenContainer", application, KIND_APPLICATION, NULL);
  if (rv == CKR_OK && container == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = check_name(name);
  if (rv == CKR_OK) rv = exists(call.slot, call.handle->application, name, &found);
  if (rv == CKR_OK && !found) rv = SAR_CONTAINER_NOT_EXIST;
  if (rv == CKR_OK) rv = open_container(&call, name, strlen(name), container);
  return skf_leave(&call, rv);
}

/* Also closes a dead handle. */
ULONG SKF_CloseContainer(HCONTAINER container) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_CloseContainer", container, KIND_CONTAINER, NULL);
  struct handle *handle = handle_find(container, KIND_CONTAINER);
  if (handle != NULL && (rv == CKR_OK || handle->dead != CKR_OK)) {
    handle_close(handle);
    rv = CKR_OK;
  }
  return skf_leave(&call, rv);
}

ULONG SKF_EnumContainer(HAPPLICATION application, LPSTR names, ULONG *size) {
  struct skf_call call;
  struct containers list;
  struct bytes text = {0};
  CK_RV rv = skf_enter(&call, "SKF_EnumContainer", application, KIND_APPLICATION, size);
  if (rv == CKR_OK) rv = containers_read(call.slot, call.handle->application, &list);
  if (rv != CKR_OK) return skf_leave(&call, rv);
  for (size_t i = 0; i < list.count; i++) name_add(&text, list.items[i].name.data, list.items[i].name.size);
  containers_free(&list);
  return skf_leave(&call, give_names(call.slot, &text, names, size));
}

ULONG SKF_GetContainerType(HCONTAINER container, ULONG *type) {
  struct skf_call call;
  struct containers list;
  struct container *found;
  CK_RV rv = skf_enter(&call, "SKF_GetContainerType", container, KIND_CONTAINER, type);
  if (rv == CKR_OK && type == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = container_of(call.handle, &list, &found);
  if (rv == CKR_OK) {
    CK_KEY_TYPE key = container_type(found);
    *type = key == CKK_SM2 ? CONTAINER_ECC : key == CKK_RSA ? CONTAINER_RSA : CONTAINER_UNDEFINED;
    containers_free(&list);
  }
  return skf_leave(&call, rv);
}
