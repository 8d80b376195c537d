/* What both faces of the virtual Ukey stand on. Each part knows only the parts above it here; no part knows a face.
   Types and numbers are those of PKCS#11, which the SKF face translates. */
#ifndef VIRTUAL_UKEY_H
#define VIRTUAL_UKEY_H

#include <openssl/evp.h>
#include <openssl/param_build.h>
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
#define APPLICATION_COUNT 8
#define APPLICATION_NAME_SIZE 64
struct pin {
  bool set, is_default;
  unsigned tries, max, iterations;
  unsigned char salt[16], wrapped[12 + MASTER_SIZE + 16]; /* nonce, master key, tag */
};
/* An application of SKF: a part of the key with PINs and objects of its own. */
struct application {
  struct bytes name;
  unsigned rights; /* who may make files and containers, as SKF counts it */
  struct pin user, so;
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
  bool always_authenticate; /* each use of a private key asks for the PIN anew */
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
  struct application applications[APPLICATION_COUNT]; /* the first one is what PKCS#11 shows */
  unsigned char device_key[16];
  struct object *objects;
};
bool key_parse(struct key *key, char *text, size_t size);
void key_print(const struct key *key, struct bytes *out);
struct key *key_load(const char *id);
CK_RV key_save(struct key *key);
void key_free(struct key *key);
size_t key_used(const struct key *key);

/* ---- the folder: home.c ---- */
const char *home_path(void);
bool home_file(char path[PATH_SIZE], const char *id, const char *suffix);
int home_lock(const char *id);
void home_unlock(int fd);
bool read_whole(int fd, struct bytes *out);
void identity_take(struct file_identity *identity, const struct stat *found);
bool identity_same(const struct file_identity *identity, const struct stat *found, bool content_too);
bool identity_open(struct file_identity *identity, const char *path);
void identity_close(struct file_identity *identity);

/* ---- sealing: seal.c ---- */
bool pin_wrap(struct pin *pin, const unsigned char *text, size_t size, const unsigned char master[MASTER_SIZE]);
bool pin_unwrap(const struct pin *pin, const unsigned char *text, size_t size, unsigned char master[MASTER_SIZE]);
bool attribute_seal(struct attribute *attribute, CK_OBJECT_HANDLE handle, const unsigned char master[MASTER_SIZE]);
bool attribute_open(const struct attribute *attribute, CK_OBJECT_HANDLE handle,
                    const unsigned char master[MASTER_SIZE], struct bytes *out);

/* ---- the one mutex of the process, which guards all below: lock.c ---- */
void ukey_lock(void);
void ukey_unlock(void);
void nap(unsigned milliseconds);

/* ---- slots: slots.c ---- */
enum login { LOGIN_NONE, LOGIN_USER, LOGIN_SO };
struct login_state {
  enum login who;
  unsigned char master[MASTER_SIZE];
};
struct slot {
  struct key *key; /* NULL: nothing plugged in */
  struct file_identity plug;
  struct login_state logins[APPLICATION_COUNT];
  struct object *session_objects;
  CK_OBJECT_HANDLE next_session_object;
  bool changed; /* an event that nobody has been told yet */
  pthread_mutex_t busy; /* a key does one thing at a time: held during a delay */
};
/* What a face wants to hear: everything open on the slot is void; a login has ended. */
struct slot_listener {
  void (*emptied)(struct slot *slot, CK_RV reason);
  void (*logged_out)(struct slot *slot, unsigned application);
};
extern struct slot slots[SLOT_COUNT];
void slots_listen(const struct slot_listener *listener);
void slots_prepare(void);
void slots_scan(void);
void slots_reset(void);
bool slot_present(struct slot *slot);
void slot_removed(struct slot *slot);
void slot_logout(struct slot *slot, unsigned application);
CK_RV slot_refresh(struct slot *slot);
unsigned application_of(const struct object *object);
struct login_state *login_of(struct slot *slot, const struct object *object);

/* ---- running.c ---- */
bool ukey_running(void);
bool ukey_start(void);
void ukey_stop(void);

/* ---- a change of a key: change.c. Begin (lock, re-read), change slot->key, then commit (durable) or abort ---- */
CK_RV change_begin(struct slot *slot, int *lock);
CK_RV change_commit(struct slot *slot, int lock);
void change_abort(struct slot *slot, int lock);
CK_RV change_end(struct slot *slot, int lock, CK_RV rv);

/* ---- objects in a key: contents.c, defaults.c ---- */
bool object_seal(struct slot *slot, struct object *object);
void object_append(struct object **list, struct object *object);
void object_unlink(struct object **list, const struct object *object);
CK_RV contents_add(struct slot *slot, struct object *object);
CK_RV template_complete(struct object *object);
bool object_default(struct object *object, CK_ATTRIBUTE_TYPE type, bool value);
#define SESSION_OBJECT_BASE 0x40000000UL

/* ---- secret keys: secret-keys.c ---- */
#define SECRET_MAX 64
bool secret_size_fits(CK_KEY_TYPE type, CK_ULONG size);
CK_RV secret_complete(struct object *object);
CK_RV secret_of_object(struct slot *slot, const struct object *object, struct bytes *out);

/* ---- PINs: pins.c, keypad.c ---- */
struct pin_text {
  const CK_BYTE *text; /* NULL: none given */
  CK_ULONG size;
};
struct pin *pin_of(struct slot *slot, unsigned application, bool so);
CK_RV pin_rule(const struct key *key, struct pin_text pin);
CK_RV pin_try(struct slot *slot, unsigned application, bool so, struct pin_text pin, unsigned char master[MASTER_SIZE]);
CK_RV pin_put(struct slot *slot, unsigned application, bool so, struct pin_text pin,
              const unsigned char master[MASTER_SIZE]);
CK_RV pin_login(struct slot *slot, unsigned application, bool so, struct pin_text pin);
CK_RV pin_change(struct slot *slot, unsigned application, bool so, struct pin_text old, struct pin_text pin);
bool application_begin(struct slot *slot, unsigned application, struct pin_text so);
#define KEYPAD_PIN_SIZE 64
CK_RV keypad_read(struct slot *slot, CK_BYTE pin[KEYPAD_PIN_SIZE], CK_ULONG *size);

/* ---- faults and delays: faults.c, waiting.c ---- */
struct fault {
  bool due; /* after the work */
  char text[64];
};
CK_RV fault_before(struct fault *fault, struct slot *slot, const char *id, const char *name);
CK_RV fault_after(const struct fault *fault, struct slot *slot, CK_RV result, CK_ULONG *garbage);
unsigned delay_of(const char *id, const char *name);
/* What a call does when it knows its key: faults, another program's claim, delay. */
CK_RV key_meet(struct slot *slot, struct fault *fault, const char *name);
CK_RV key_dawdle(struct slot *slot, unsigned milliseconds);
CK_RV key_claim(struct slot *slot, unsigned milliseconds);
void key_unclaim(struct slot *slot);

/* ---- keys: keys.c ---- */
EVP_PKEY *key_of_object(struct slot *slot, struct object *object, bool private_part, CK_RV *rv);
CK_RV object_from_key(struct object *object, EVP_PKEY *key, CK_KEY_TYPE type, bool private_part);
EVP_PKEY *key_of_params(const char *name, OSSL_PARAM_BLD *builder, bool private_part);
EVP_PKEY *rsa_public(const struct object *object);
const unsigned char *point_of(const struct object *object);
EVP_PKEY *curve_key(CK_KEY_TYPE type, const unsigned char point[65], const unsigned char *secret);
bool curve_fits(const struct object *object, CK_KEY_TYPE type);
bool curve_point_of_secret(CK_KEY_TYPE type, const unsigned char secret[32], unsigned char point[65]);

/* ---- signatures and RSA: asymmetric.c ---- */
enum family { FAMILY_SM2, FAMILY_RSA, FAMILY_EC, FAMILY_DIGEST, FAMILY_AES, FAMILY_SM4, FAMILY_HMAC };
struct signing {
  enum family family;
  const char *digest; /* of the message to be signed, where RSA names it */
  bool der;
};
CK_RV signature_make(EVP_PKEY *key, struct signing form, const struct bytes *message, struct bytes *out);
CK_RV signature_check(EVP_PKEY *key, struct signing form, const struct bytes *message, const unsigned char *signature,
                      size_t size);
CK_RV rsa_crypt(EVP_PKEY *key, bool encrypt, const unsigned char *data, size_t size, struct bytes *out);

/* ---- SM2 forms: sm2.c, der.c ---- */
bool sm2_z(const EVP_PKEY *key, const unsigned char *id, size_t id_size, unsigned char z[32]);
CK_RV sm2_decrypt(EVP_PKEY *key, bool der, const unsigned char *data, size_t size, struct bytes *out);
CK_RV sm2_encrypt(EVP_PKEY *key, bool der, const unsigned char *data, size_t size, struct bytes *out);
bool sm4_ecb_open(const struct bytes *key, const unsigned char *in, size_t size, unsigned char *out);
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
