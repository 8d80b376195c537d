/* Applications. The first one of a key is what PKCS#11 shows; a key that is not initialised has none. */
#include <string.h>

#include "face.h"

#define PIN_TRIES_MAX 15U

static bool there(const struct key *key, unsigned number) {
  return key->applications[number].name.size > 0 && key->applications[number].so.set;
}

static int number_of(const struct key *key, const char *name, size_t size) {
  for (unsigned i = 0; i < APPLICATION_COUNT; i++)
    if (there(key, i) && key->applications[i].name.size == size && memcmp(key->applications[i].name.data, name, size) == 0)
      return (int)i;
  return -1;
}

static int free_number(const struct key *key) {
  for (unsigned i = 0; i < APPLICATION_COUNT; i++)
    if (!there(key, i)) return (int)i;
  return -1;
}

static CK_RV check_name(const char *name, size_t *size) {
  if (name == NULL) return CKR_ARGUMENTS_BAD;
  *size = strnlen(name, APPLICATION_NAME_SIZE + 1);
  return *size == 0 || *size > APPLICATION_NAME_SIZE ? SAR_APPLICATION_NAME_INVALID : CKR_OK;
}

static struct pin_text text_of(LPSTR pin) { return (struct pin_text){(const CK_BYTE *)pin, pin == NULL ? 0 : strlen(pin)}; }

struct new_application {
  LPSTR name, admin_pin, user_pin;
  ULONG admin_tries, user_tries, rights;
};

static bool fill(struct slot *slot, unsigned number, const struct new_application *wanted, size_t name_size) {
  struct application *at = &slot->key->applications[number];
  unsigned char master[MASTER_SIZE];
  bytes_wipe(&at->name);
  bytes_add(&at->name, wanted->name, name_size);
  at->rights = (unsigned)wanted->rights;
  at->so.max = (unsigned)wanted->admin_tries;
  at->user.max = (unsigned)wanted->user_tries;
  struct pin_text admin = text_of(wanted->admin_pin), user = text_of(wanted->user_pin);
  bool ok = !at->name.failed && application_begin(slot, number, admin) &&
            pin_unwrap(&at->so, admin.text, admin.size, master) && pin_wrap(&at->user, user.text, user.size, master);
  at->user.is_default = ok && strcmp(wanted->user_pin, DEFAULT_USER_PIN) == 0;
  memset(master, 0, sizeof master);
  return ok;
}

static CK_RV check_wish(const struct slot *slot, const struct new_application *wanted, size_t *name_size) {
  CK_RV rv = check_name(wanted->name, name_size);
  if (rv == CKR_OK) rv = pin_rule(slot->key, text_of(wanted->admin_pin));
  if (rv == CKR_OK) rv = pin_rule(slot->key, text_of(wanted->user_pin));
  if (rv != CKR_OK) return rv;
  bool sane = wanted->admin_tries > 0 && wanted->admin_tries <= PIN_TRIES_MAX && wanted->user_tries > 0 &&
              wanted->user_tries <= PIN_TRIES_MAX && wanted->rights <= RIGHTS_ANYONE;
  if (!sane) return CKR_ARGUMENTS_BAD;
  return device_authenticated(slot) ? CKR_OK : CKR_USER_NOT_LOGGED_IN;
}

static CK_RV create(struct slot *slot, const struct new_application *wanted, unsigned *number) {
  size_t size;
  int lock;
  CK_RV rv = check_wish(slot, wanted, &size);
  if (rv == CKR_OK) rv = change_begin(slot, &lock);
  if (rv != CKR_OK) return rv;
  int place = free_number(slot->key);
  if (number_of(slot->key, wanted->name, size) >= 0) rv = SAR_APPLICATION_EXISTS;
  else if (place < 0) rv = SAR_NO_ROOM;
  else if (!fill(slot, *number = (unsigned)place, wanted, size)) rv = CKR_DEVICE_ERROR;
  return change_end(slot, lock, rv);
}

static CK_RV open_number(struct skf_call *call, unsigned number, HAPPLICATION *application) {
  struct handle *made = handle_open(KIND_APPLICATION, call->slot, call->handle->number);
  if (made != NULL) made->application = number;
  return give_handle(CKR_OK, made, application);
}

ULONG SKF_CreateApplication(DEVHANDLE device, LPSTR name, LPSTR admin_pin, ULONG admin_tries, LPSTR user_pin,
                            ULONG user_tries, ULONG rights, HAPPLICATION *application) {
  struct skf_call call;
  struct new_application wanted = {name, admin_pin, user_pin, admin_tries, user_tries, rights};
  unsigned number = 0;
  CK_RV rv = skf_enter(&call, "SKF_CreateApplication", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && application == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = create(call.slot, &wanted, &number);
  if (rv == CKR_OK) rv = open_number(&call, number, application);
  return skf_leave(&call, rv);
}

ULONG SKF_EnumApplication(DEVHANDLE device, LPSTR names, ULONG *size) {
  struct skf_call call;
  struct bytes list = {0};
  CK_RV rv = skf_enter(&call, "SKF_EnumApplication", device, KIND_DEVICE, size);
  if (rv == CKR_OK) {
    const struct application *all = call.slot->key->applications;
    for (unsigned i = 0; i < APPLICATION_COUNT; i++)
      if (there(call.slot->key, i)) name_add(&list, all[i].name.data, all[i].name.size);
    rv = give_names(call.slot, &list, names, size);
  }
  return skf_leave(&call, rv);
}

static CK_RV find(const struct slot *slot, LPSTR name, unsigned *number) {
  size_t size;
  CK_RV rv = check_name(name, &size);
  if (rv != CKR_OK) return rv;
  int found = number_of(slot->key, name, size);
  if (found < 0) return SAR_APPLICATION_NOT_EXISTS;
  *number = (unsigned)found;
  return CKR_OK;
}

static void wipe(struct key *key, unsigned number) {
  for (struct object *next, *object = key->objects; object != NULL; object = next) {
    next = object->next;
    if (application_of(object) == number) object_unlink(&key->objects, object);
  }
  struct application *at = &key->applications[number];
  at->user = (struct pin){.max = at->user.max};
  at->so = (struct pin){.max = at->so.max};
  if (number > 0) bytes_wipe(&at->name);
  else key->epoch++; /* sessions of other processes end */
}

ULONG SKF_DeleteApplication(DEVHANDLE device, LPSTR name) {
  struct skf_call call;
  unsigned number;
  int lock;
  CK_RV rv = skf_enter(&call, "SKF_DeleteApplication", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK) rv = find(call.slot, name, &number);
  if (rv == CKR_OK && !device_authenticated(call.slot)) rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK) {
    slot_logout(call.slot, number);
    wipe(call.slot->key, number);
    handles_drop(call.slot, number);
    rv = change_commit(call.slot, lock);
  }
  return skf_leave(&call, rv);
}

ULONG SKF_OpenApplication(DEVHANDLE device, LPSTR name, HAPPLICATION *application) {
  struct skf_call call;
  unsigned number;
  CK_RV rv = skf_enter(&call, "SKF_OpenApplication", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && application == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = find(call.slot, name, &number);
  if (rv == CKR_OK) rv = open_number(&call, number, application);
  return skf_leave(&call, rv);
}

/* Also closes a dead handle. The login stays. */
ULONG SKF_CloseApplication(HAPPLICATION application) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_CloseApplication", application, KIND_APPLICATION, NULL);
  struct handle *handle = handle_find(application, KIND_APPLICATION);
  if (handle != NULL && (rv == CKR_OK || handle->dead != CKR_OK)) {
    handle_close(handle);
    rv = CKR_OK;
  }
  return skf_leave(&call, rv);
}
