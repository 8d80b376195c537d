/* What the parts of the virtual Ukey share. One global mutex (ukey_lock) guards everything; see calls.c. */
#ifndef VIRTUAL_UKEY_H
#define VIRTUAL_UKEY_H

#include <openssl/evp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "numbers.h"
#include "p11.h"

#define ID_SIZE 33
#define MASTER_SIZE 32
#define PATH_SIZE 1024

/* ---- bytes.c: a growable run of bytes, and text in hex ---- */
struct bytes {
  unsigned char *data;
  size_t size, room;
  bool failed; /* memory ran out: checked once, at the end */
};
void bytes_add(struct bytes *bytes, const void *data, size_t size);
void bytes_print(struct bytes *bytes, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_hex(struct bytes *bytes, const void *data, size_t size);
void bytes_wipe(struct bytes *bytes);
bool hex_decode(const char *text, struct bytes *out);
bool hex_decode_fixed(const char *text, unsigned char *out, size_t size);

/* ---- objects in memory: object.c ---- */
struct attribute {
  CK_ATTRIBUTE_TYPE type;
  bool sealed; /* the value is ciphertext under the token's master key */
  CK_ULONG size;
  unsigned char *value;
  struct attribute *next;
};
struct object {
  CK_OBJECT_HANDLE handle;
  CK_SESSION_HANDLE owner; /* the session that made it, 0 for an object of the token */
  struct attribute *attributes;
  EVP_PKEY *cached;
  bool cached_private;
  struct object *next;
};
struct object *object_new(CK_OBJECT_HANDLE handle);
void object_free(struct object *object);
void object_list_free(struct object *list);
struct attribute *object_find(const struct object *object, CK_ATTRIBUTE_TYPE type);
bool object_set(struct object *object, CK_ATTRIBUTE_TYPE type, const void *value, CK_ULONG size);
bool object_set_ulong(struct object *object, CK_ATTRIBUTE_TYPE type, CK_ULONG value);
bool object_set_bool(struct object *object, CK_ATTRIBUTE_TYPE type, bool value);
CK_ULONG object_ulong(const struct object *object, CK_ATTRIBUTE_TYPE type, CK_ULONG otherwise);
bool object_bool(const struct object *object, CK_ATTRIBUTE_TYPE type);
void object_remove(struct object *object, CK_ATTRIBUTE_TYPE type);
size_t object_size(const struct object *object);

/* ---- one key, as its file says: store.c, text.c ---- */
struct pin {
  bool set, is_default;
  unsigned tries, max, iterations;
  unsigned char salt[16], wrapped[12 + MASTER_SIZE + 16]; /* nonce, master key, tag */
};
struct file_identity {
  int fd; /* held open, so that no other file can get its inode number meanwhile */
  dev_t device;
  ino_t inode;
  off_t size;
  struct timespec modified;
};
struct key {
  char id[ID_SIZE];
  struct file_identity identity;
  bool damaged;
  unsigned slot, epoch, generation;
  struct bytes label, manufacturer, model, serial;
  bool can_unwrap, can_import, keypad;
  unsigned pin_min, pin_max;
  bool pin_digits;
  unsigned long capacity;
  /* The numbers of another maker's family: its names for the key type and for each SM2 mechanism that it has. */
  CK_KEY_TYPE sm2_type;
  struct {
    CK_MECHANISM_TYPE ours, told;
  } numbers[FAMILY_NUMBERS];
  unsigned number_count; /* 0: our own numbers */
  CK_OBJECT_HANDLE next_object;
  struct pin user, so;
  struct object *objects;
};
bool key_parse(struct key *key, char *text, size_t size);
void key_print(const struct key *key, struct bytes *out);
struct key *key_load(const char *id);
void key_free(struct key *key);
size_t key_used(const struct key *key);

const char *home_path(void);
bool home_file(char path[PATH_SIZE], const char *id, const char *suffix);
int home_lock(const char *id);
void home_unlock(int fd);
bool read_whole(int fd, struct bytes *out);
bool identity_same(const struct file_identity *identity, const struct stat *found, bool content_too);
bool identity_open(struct file_identity *identity, const char *path);
void identity_close(struct file_identity *identity);

/* ---- slots: slots.c ---- */
enum login { LOGIN_NONE, LOGIN_USER, LOGIN_SO };
struct slot {
  struct key *key; /* NULL: nothing plugged in */
  struct file_identity plug;
  enum login login;
  unsigned char master[MASTER_SIZE];
  struct object *session_objects;
  CK_OBJECT_HANDLE next_session_object;
  bool changed; /* an event that C_WaitForSlotEvent has not reported yet */
  pthread_mutex_t busy; /* a key does one thing at a time: held during a delay */
};
extern struct slot slots[SLOT_COUNT];
void slots_scan(void);
void slots_reset(void);
bool slot_present(struct slot *slot);
void slot_removed(struct slot *slot);
void slot_logout(struct slot *slot);
CK_RV slot_refresh(struct slot *slot);

/* A change of a key: begin (lock, re-read), change slot->key, then commit (durable) or abort. */
CK_RV change_begin(struct slot *slot, int *lock);
CK_RV change_commit(struct slot *slot, int lock);
void change_abort(struct slot *slot, int lock);

/* ---- sealing: seal.c ---- */
bool pin_wrap(struct pin *pin, const unsigned char *text, size_t size, const unsigned char master[MASTER_SIZE]);
bool pin_unwrap(const struct pin *pin, const unsigned char *text, size_t size, unsigned char master[MASTER_SIZE]);
bool attribute_seal(struct attribute *attribute, CK_OBJECT_HANDLE handle, const unsigned char master[MASTER_SIZE]);
bool attribute_open(const struct attribute *attribute, CK_OBJECT_HANDLE handle,
                    const unsigned char master[MASTER_SIZE], struct bytes *out);

/* ---- mechanisms: mechanisms.c ---- */
enum family { FAMILY_SM2, FAMILY_RSA, FAMILY_EC, FAMILY_DIGEST };
struct mechanism {
  CK_MECHANISM_TYPE type;
  enum family family;
  const char *digest; /* hashed here before the key is used, or NULL */
  bool der, with_z;
  CK_FLAGS flags;
  CK_ULONG min, max;
};
const struct mechanism *mechanism_find(const struct key *key, CK_MECHANISM_TYPE told, CK_FLAGS use);
CK_MECHANISM_TYPE mechanism_told(const struct key *key, CK_MECHANISM_TYPE ours);
const struct mechanism *mechanism_next(const struct key *key, const struct mechanism *after);
CK_KEY_TYPE family_key_type(enum family family);
CK_ULONG number_told(const struct key *key, CK_ATTRIBUTE_TYPE type, CK_ULONG ours);
CK_ULONG key_type_ours(const struct key *key, CK_ULONG told);

/* ---- sessions: session.c ---- */
enum operation_kind { OPERATION_SIGN, OPERATION_VERIFY, OPERATION_ENCRYPT, OPERATION_DECRYPT, OPERATION_DIGEST };
#define OPERATION_COUNT 5
struct operation {
  const struct mechanism *mechanism; /* NULL: none active */
  EVP_PKEY *key;
  EVP_MD_CTX *digest;
  struct bytes pending;
  bool needs_login, in_parts;
};
struct session {
  CK_SESSION_HANDLE handle; /* 0: free */
  struct slot *slot;
  CK_SLOT_ID slot_id;
  bool read_write;
  CK_RV dead; /* why the session no longer works, or CKR_OK */
  struct operation operations[OPERATION_COUNT];
  bool finding;
  CK_OBJECT_HANDLE *found;
  size_t found_count, found_next;
};
struct session *session_find(CK_SESSION_HANDLE handle);
void session_close(struct session *session);
void sessions_close_all(struct slot *slot);
void sessions_kill(struct slot *slot, CK_RV reason);
void sessions_stop_private(struct slot *slot);
void sessions_count(const struct slot *slot, CK_ULONG *all, CK_ULONG *read_write);
void operation_end(struct operation *operation);

/* ---- calls and faults: calls.c, faults.c ---- */
struct call {
  const char *name;
  struct slot *slot;
  struct session *session;
  CK_ULONG *length;   /* where a garbage length goes */
  const char *fault;  /* what a fault does after the work: pointer into fault_text */
  char fault_text[64];
};
CK_RV enter_library(struct call *call, const char *name, CK_ULONG *length);
CK_RV enter_slot(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length);
CK_RV enter_token(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length);
CK_RV enter_session(struct call *call, const char *name, CK_SESSION_HANDLE session, CK_ULONG *length);
CK_RV leave(struct call *call, CK_RV result);
void ukey_lock(void);
void ukey_unlock(void);
bool ukey_running(void);
void nap(unsigned milliseconds);

unsigned delay_of(const char *id, const char *name);
CK_RV fault_before(struct call *call, const char *id);
CK_RV fault_after(struct call *call, CK_RV result);

/* ---- objects behind the API: templates.c, search.c, object-api.c ---- */
CK_RV template_apply(const struct key *key, struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count);
CK_RV template_complete(struct object *object);
CK_RV template_changeable(const struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count);
bool template_flag(const CK_ATTRIBUTE *template, CK_ULONG count, CK_ATTRIBUTE_TYPE type, bool otherwise);
CK_RV object_lookup(const struct session *session, CK_OBJECT_HANDLE handle, struct object **object);
struct object *object_anywhere(const struct slot *slot, CK_OBJECT_HANDLE handle);
bool object_visible(const struct slot *slot, const struct object *object);
struct object *pin_state_object(const struct key *key);
#define PIN_STATE_HANDLE 0x7FFFFFFFUL
#define SESSION_OBJECT_BASE 0x40000000UL
/* Adds the objects (a list of one or two) to the token or the session in one change, and returns their handles. */
CK_RV objects_add(struct session *session, struct object *list);

/* ---- keys: keys.c ---- */
EVP_PKEY *key_of_object(const struct slot *slot, struct object *object, bool private_part, CK_RV *rv);
CK_RV object_from_key(struct object *object, EVP_PKEY *key, CK_KEY_TYPE type, bool private_part);
EVP_PKEY *key_from_template(struct object *object, CK_RV *rv);
EVP_PKEY *curve_key(CK_KEY_TYPE type, const unsigned char point[65], const unsigned char *secret);
bool curve_fits(const struct object *object, CK_KEY_TYPE type);
bool curve_point_of_secret(CK_KEY_TYPE type, const unsigned char secret[32], unsigned char point[65]);

/* ---- SM2 forms: sm2.c, der.c ---- */
bool sm2_z(const EVP_PKEY *key, const unsigned char *id, size_t id_size, unsigned char z[32]);
CK_RV sm2_decrypt(EVP_PKEY *key, bool der, const unsigned char *data, size_t size, struct bytes *out);
CK_RV sm2_encrypt(EVP_PKEY *key, bool der, const unsigned char *data, size_t size, struct bytes *out);
CK_RV sm2_open_envelope(EVP_PKEY *key, const unsigned char *data, size_t size, unsigned char point[65],
                        unsigned char secret[32]);

struct der {
  const unsigned char *at;
  size_t left;
};
bool der_enter(struct der *der, unsigned tag, struct der *inside);
bool der_unsigned32(struct der *der, unsigned char out[32]);
void der_put(struct bytes *out, unsigned tag, const void *data, size_t size);
void der_put_unsigned(struct bytes *out, const unsigned char *data, size_t size);
bool signature_to_raw(const unsigned char *der, size_t size, unsigned char raw[64]);
void signature_to_der(const unsigned char raw[64], struct bytes *out);

#endif
