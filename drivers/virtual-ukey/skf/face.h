/* What the parts of the SKF face share. */
#ifndef VIRTUAL_UKEY_SKF_FACE_H
#define VIRTUAL_UKEY_SKF_FACE_H

#include "../ukey.h"

#define SKF_EXPORT __attribute__((visibility("default")))
#include "skf.h"

#define HANDLE_COUNT 1024
#define ECC_BUFFER_MAX 4096U
#define BUFFER_MAX 65536U
#define SM4_SIZE 16

/* ---- handles: handles.c ---- */
enum kind { KIND_NONE, KIND_DEVICE, KIND_APPLICATION, KIND_CONTAINER, KIND_KEY, KIND_HASH, KIND_MAC, KIND_AGREEMENT };
struct handle {
  enum kind kind;
  uintptr_t number; /* what the caller holds */
  uintptr_t parent; /* the device of an application, the application of a container */
  struct slot *slot;
  CK_RV dead;
  unsigned application;
  struct bytes name; /* of a container; the own ID of an agreement */
  ULONG algorithm;
  unsigned char key[SM4_SIZE];
  EVP_CIPHER_CTX *ciphers[2]; /* encryption and MAC, decryption */
  EVP_MD_CTX *digest;
  EVP_PKEY *own, *temporary; /* of an agreement */
};
struct handle *handle_find(HANDLE handle, enum kind kind);
struct handle *handle_open(enum kind kind, struct slot *slot, uintptr_t parent);
HANDLE handle_value(const struct handle *handle);
void handle_close(struct handle *handle);
bool handles_of_device(const struct slot *slot);
void handles_drop(const struct slot *slot, unsigned application);
void handles_reset(void);
extern const struct slot_listener handles_listener;

/* ---- calls: calls.c ---- */
struct skf_call {
  const char *name;
  struct slot *slot;
  struct handle *handle;
  ULONG *length; /* where a garbage length goes */
  struct fault fault;
};
CK_RV skf_begin(struct skf_call *call, const char *name, ULONG *length);
CK_RV skf_meet(struct skf_call *call, struct slot *slot);
CK_RV skf_enter(struct skf_call *call, const char *name, HANDLE handle, enum kind kind, ULONG *length);
ULONG skf_leave(struct skf_call *call, CK_RV result);

/* ---- events.c ---- */
void events_start(void);

/* ---- answers: answers.c ---- */
CK_RV give(const void *data, size_t size, BYTE *out, ULONG *out_size);
CK_RV give_bytes(const struct bytes *data, BYTE *out, ULONG *out_size);
CK_RV give_names(const struct slot *slot, struct bytes *names, LPSTR out, ULONG *size);
void name_add(struct bytes *names, const void *name, size_t size);
CK_RV give_handle(CK_RV rv, struct handle *made, HANDLE *out);
ULONG sar_of(CK_RV rv);

/* ---- quirks: quirks.c ---- */
bool quirk(const struct slot *slot, const char *word, unsigned long *value);
ULONG odd_error(const char *function, ULONG sar);

/* ---- rights: rights.c ---- */
bool allowed(struct slot *slot, unsigned application, CK_ULONG rights);
CK_RV need_user(struct slot *slot, unsigned application);
bool device_authenticated(const struct slot *slot);
void device_challenge(const struct slot *slot, const BYTE *data, size_t size);
void device_forget(const struct slot *slot);

/* ---- containers: containers.c, pairs.c ---- */
enum use { USE_SIGNING, USE_EXCHANGE };
struct half {
  struct object *key, *certificate;
};
struct container {
  struct bytes name;
  struct object *marker;
  struct half halves[2];
};
struct containers {
  struct container *items;
  size_t count;
};
CK_RV containers_read(struct slot *slot, unsigned application, struct containers *list);
void containers_free(struct containers *list);
struct container *container_named(const struct containers *list, const void *name, size_t size);
/* The open container of a call; list must be freed after use. */
CK_RV container_of(const struct handle *handle, struct containers *list, struct container **container);
CK_KEY_TYPE container_type(const struct container *container);
bool same_public(const struct object *a, const struct object *b);
bool certifies(const struct object *certificate, const struct object *key);
struct object *new_object(unsigned application, CK_OBJECT_CLASS class, const struct bytes *label);
CK_RV pair_put(const struct handle *handle, enum use use, EVP_PKEY *pair, CK_KEY_TYPE type, bool local);
EVP_PKEY *public_of(const struct object *key);
/* A private key of the open container, for its logged-in user. fallback: the other half will do. */
CK_RV private_of(const struct handle *handle, enum use use, bool fallback, CK_KEY_TYPE type, EVP_PKEY **key);

/* ---- blobs: blobs.c ---- */
bool blob_of_ecc(EVP_PKEY *key, ECCPUBLICKEYBLOB *blob);
EVP_PKEY *ecc_of_blob(const ECCPUBLICKEYBLOB *blob);
bool blob_of_rsa(EVP_PKEY *key, RSAPUBLICKEYBLOB *blob);
EVP_PKEY *rsa_of_blob(const RSAPUBLICKEYBLOB *blob);
CK_RV ecc_seal(EVP_PKEY *key, const BYTE *data, size_t size, ECCCIPHERBLOB *out);
CK_RV ecc_open(EVP_PKEY *key, const ECCCIPHERBLOB *cipher, size_t room, struct bytes *out);

/* ---- ecc.c ---- */
CK_RV ecc_sign(EVP_PKEY *key, const BYTE digest[32], ECCSIGNATUREBLOB *signature);
CK_RV ecc_verify(const ECCPUBLICKEYBLOB *blob, const BYTE *digest, const ECCSIGNATUREBLOB *signature);

/* ---- session keys: session-keys.c, ciphers.c ---- */
CK_RV session_key_make(struct slot *slot, ULONG algorithm, const BYTE key[SM4_SIZE], HANDLE *out);
bool sm4_algorithm(ULONG algorithm);
CK_RV cipher_begin(struct handle *key, bool encrypt, const BLOCKCIPHERPARAM *parameters, EVP_CIPHER_CTX **out);
#endif
