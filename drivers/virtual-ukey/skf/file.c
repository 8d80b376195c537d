/* Files. A file is a data object of PKCS#11: its label is the name. Without rights of its own, a private object is for
   the user, and a public one for anybody to read. */
#include <string.h>

#include "face.h"

#define FILE_SIZE_MAX (1UL << 20)

static bool is_file(const struct object *object, unsigned application) {
  if (object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION) != CKO_DATA) return false;
  const struct attribute *label = object_find(object, CKA_LABEL);
  return application_of(object) == application && label != NULL && label->size > 0 && label->size <= MAX_FILE_NAME_LEN &&
         memchr(label->value, 0, label->size) == NULL;
}

/* The last one, if there are several of one name: PKCS#11 allows that. */
static struct object *file_named(const struct slot *slot, unsigned application, LPSTR name) {
  struct object *found = NULL;
  size_t size = strnlen(name, MAX_FILE_NAME_LEN + 1);
  for (struct object *object = slot->key->objects; object != NULL; object = object->next) {
    if (!is_file(object, application)) continue;
    const struct attribute *label = object_find(object, CKA_LABEL);
    if (label->size == size && memcmp(label->value, name, size) == 0) found = object;
  }
  return found;
}

static CK_ULONG rights_of(const struct object *file, bool write) {
  bool own = object_bool(file, CKA_PRIVATE) || write;
  return object_ulong(file, write ? CKA_VU_WRITE_RIGHTS : CKA_VU_READ_RIGHTS, own ? RIGHTS_USER : RIGHTS_ANYONE);
}

static CK_RV check_name(LPSTR name) {
  if (name == NULL) return CKR_ARGUMENTS_BAD;
  size_t size = strnlen(name, MAX_FILE_NAME_LEN + 1);
  return size == 0 || size > MAX_FILE_NAME_LEN ? SAR_NAMELENERR : CKR_OK;
}

static CK_RV enter_file(struct skf_call *call, const char *function, HAPPLICATION application, LPSTR name, ULONG *length,
                        struct object **file) {
  CK_RV rv = skf_enter(call, function, application, KIND_APPLICATION, length);
  if (rv == CKR_OK) rv = check_name(name);
  if (rv != CKR_OK) return rv;
  *file = file_named(call->slot, call->handle->application, name);
  return *file == NULL ? SAR_FILE_NOT_EXIST : CKR_OK;
}

static CK_RV content_of(struct slot *slot, const struct object *file, struct bytes *out) {
  const struct attribute *value = object_find(file, CKA_VALUE);
  if (value == NULL) return CKR_OK;
  return attribute_open(value, file->handle, login_of(slot, file)->master, out) ? CKR_OK : SAR_READFILEERR;
}

/* Sealing adds 28 bytes, which a reader without a login must not count. */
static CK_ULONG size_of(const struct object *file) {
  const struct attribute *value = object_find(file, CKA_VALUE);
  if (value == NULL) return 0;
  return value->sealed && value->size >= 28 ? value->size - 28 : value->size;
}

static struct object *empty_file(unsigned application, LPSTR name, ULONG size, ULONG read_rights, ULONG write_rights) {
  struct bytes label = {0}, content = {0};
  bytes_add(&label, name, strlen(name));
  for (ULONG i = 0; i < size; i++) bytes_add(&content, "", 1);
  struct object *file = content.failed ? NULL : new_object(application, CKO_DATA, &label);
  bool ok = file != NULL && object_set_bool(file, CKA_PRIVATE, read_rights != RIGHTS_ANYONE) &&
            object_set(file, CKA_VALUE, content.data, content.size) &&
            object_set_ulong(file, CKA_VU_READ_RIGHTS, read_rights) &&
            object_set_ulong(file, CKA_VU_WRITE_RIGHTS, write_rights) && template_complete(file) == CKR_OK;
  bytes_wipe(&label);
  bytes_wipe(&content);
  if (ok) return file;
  object_free(file);
  return NULL;
}

static CK_RV create(const struct skf_call *call, LPSTR name, ULONG size, ULONG read_rights, ULONG write_rights) {
  struct slot *slot = call->slot;
  unsigned application = call->handle->application;
  int lock;
  CK_RV rv = check_name(name);
  if (rv != CKR_OK) return rv;
  if (size > FILE_SIZE_MAX || read_rights > RIGHTS_ANYONE || write_rights > RIGHTS_ANYONE) return CKR_ARGUMENTS_BAD;
  if (!allowed(slot, application, slot->key->applications[application].rights)) return CKR_USER_NOT_LOGGED_IN;
  if (read_rights != RIGHTS_ANYONE && slot->logins[application].who == LOGIN_NONE) return CKR_USER_NOT_LOGGED_IN;
  rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  struct object *file = empty_file(application, name, size, read_rights, write_rights);
  if (file_named(slot, application, name) != NULL) rv = SAR_FILE_ALREADY_EXIST;
  else rv = file == NULL ? CKR_HOST_MEMORY : contents_add(slot, file);
  if (rv != CKR_OK) object_free(file);
  return change_end(slot, lock, rv);
}

ULONG SKF_CreateFile(HAPPLICATION application, LPSTR name, ULONG size, ULONG read_rights, ULONG write_rights) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_CreateFile", application, KIND_APPLICATION, NULL);
  if (rv == CKR_OK) rv = create(&call, name, size, read_rights, write_rights);
  return skf_leave(&call, rv);
}

ULONG SKF_DeleteFile(HAPPLICATION application, LPSTR name) {
  struct skf_call call;
  struct object *file;
  int lock;
  CK_RV rv = enter_file(&call, "SKF_DeleteFile", application, name, NULL, &file);
  if (rv == CKR_OK && !allowed(call.slot, call.handle->application, rights_of(file, true))) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK) {
    object_unlink(&call.slot->key->objects, file_named(call.slot, call.handle->application, name));
    rv = change_commit(call.slot, lock);
  }
  return skf_leave(&call, rv);
}

ULONG SKF_EnumFiles(HAPPLICATION application, LPSTR names, ULONG *size) {
  struct skf_call call;
  struct bytes list = {0};
  CK_RV rv = skf_enter(&call, "SKF_EnumFiles", application, KIND_APPLICATION, size);
  if (rv != CKR_OK) return skf_leave(&call, rv);
  for (struct object *object = call.slot->key->objects; object != NULL; object = object->next) {
    if (!is_file(object, call.handle->application)) continue;
    const struct attribute *label = object_find(object, CKA_LABEL);
    char name[MAX_FILE_NAME_LEN + 1] = {0};
    memcpy(name, label->value, label->size);
    if (file_named(call.slot, call.handle->application, name) == object) name_add(&list, name, label->size);
  }
  return skf_leave(&call, give_names(call.slot, &list, names, size));
}

ULONG SKF_GetFileInfo(HAPPLICATION application, LPSTR name, FILEATTRIBUTE *info) {
  struct skf_call call;
  struct object *file;
  CK_RV rv = enter_file(&call, "SKF_GetFileInfo", application, name, NULL, &file);
  if (rv == CKR_OK && info == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    memset(info, 0, sizeof *info);
    memcpy(info->FileName, name, strnlen(name, MAX_FILE_NAME_LEN));
    info->FileSize = (ULONG)size_of(file);
    info->ReadRights = (ULONG)rights_of(file, false);
    info->WriteRights = (ULONG)rights_of(file, true);
  }
  return skf_leave(&call, rv);
}

ULONG SKF_ReadFile(HAPPLICATION application, LPSTR name, ULONG offset, ULONG size, BYTE *out, ULONG *out_size) {
  struct skf_call call;
  struct object *file;
  struct bytes content = {0};
  CK_RV rv = enter_file(&call, "SKF_ReadFile", application, name, out_size, &file);
  if (rv == CKR_OK && !allowed(call.slot, call.handle->application, rights_of(file, false))) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = content_of(call.slot, file, &content);
  if (rv == CKR_OK && offset > content.size) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    size_t left = content.size - (size_t)offset;
    rv = give(content.data == NULL ? NULL : content.data + offset, size < left ? (size_t)size : left, out, out_size);
  }
  bytes_wipe(&content);
  return skf_leave(&call, rv);
}

static CK_RV write_part(struct slot *slot, unsigned application, LPSTR name, ULONG offset, const BYTE *data, ULONG size) {
  struct bytes content = {0};
  struct object *file = file_named(slot, application, name);
  if (file == NULL) return SAR_FILE_NOT_EXIST;
  CK_RV rv = content_of(slot, file, &content);
  if (rv == CKR_OK && (offset > content.size || size > content.size - (size_t)offset)) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) {
    if (size > 0) memcpy(content.data + offset, data, (size_t)size);
    if (!object_set(file, CKA_VALUE, content.data, content.size)) rv = CKR_HOST_MEMORY;
    else if (!object_seal(slot, file)) rv = CKR_DEVICE_ERROR;
  }
  bytes_wipe(&content);
  return rv;
}

ULONG SKF_WriteFile(HAPPLICATION application, LPSTR name, ULONG offset, BYTE *data, ULONG size) {
  struct skf_call call;
  struct object *file;
  int lock;
  CK_RV rv = enter_file(&call, "SKF_WriteFile", application, name, NULL, &file);
  if (rv == CKR_OK && data == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !allowed(call.slot, call.handle->application, rights_of(file, true))) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK && object_bool(file, CKA_PRIVATE) && call.slot->logins[call.handle->application].who == LOGIN_NONE)
    rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK)
    rv = change_end(call.slot, lock, write_part(call.slot, call.handle->application, name, offset, data, size));
  return skf_leave(&call, rv);
}
