/* What the parts of the PKCS#11 face share. */
#ifndef VIRTUAL_UKEY_PKCS11_FACE_H
#define VIRTUAL_UKEY_PKCS11_FACE_H

#include "../ukey.h"

/* ---- mechanisms: mechanisms.c ---- */
struct mechanism {
  CK_MECHANISM_TYPE type;
  enum family family;
  const char *digest; /* hashed here before the key is used; of HMAC its hash, of a cipher its mode; or NULL */
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
#define BLOCK_SIZE 16
struct operation {
  const struct mechanism *mechanism; /* NULL: none active */
  EVP_PKEY *key;
  struct bytes secret; /* the value of a secret key, which has no EVP_PKEY */
  unsigned char iv[BLOCK_SIZE];
  EVP_MD_CTX *digest;
  struct bytes pending;
  bool needs_login, in_parts, asked_whole; /* asked_whole: the caller began to do it in one call */
  bool needs_pin;                          /* CKA_ALWAYS_AUTHENTICATE, and the PIN for this use has not come yet */
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
struct session *session_place(void);
CK_SESSION_HANDLE session_number(const struct session *place);
extern const struct slot_listener sessions_listener;
void session_close(struct session *session);
void sessions_close_all(struct slot *slot);
void sessions_kill(struct slot *slot, CK_RV reason);
void sessions_stop_private(struct slot *slot);
void sessions_count(const struct slot *slot, CK_ULONG *all, CK_ULONG *read_write);
void operation_end(struct operation *operation);

/* ---- calls: calls.c ---- */
struct call {
  const char *name;
  struct slot *slot;
  struct session *session;
  CK_ULONG *length; /* where a garbage length goes */
  struct fault fault;
};
CK_RV enter_library(struct call *call, const char *name, CK_ULONG *length);
CK_RV enter_slot(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length);
CK_RV enter_token(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length);
CK_RV enter_session(struct call *call, const char *name, CK_SESSION_HANDLE session, CK_ULONG *length);
CK_RV leave(struct call *call, CK_RV result);

/* ---- secret keys: secrets.c, secret-crypto.c ---- */
bool is_secret_family(enum family family);
CK_RV secret_adopt(struct session *session, const struct bytes *value, const CK_ATTRIBUTE *template, CK_ULONG count,
                   CK_OBJECT_HANDLE *handle);
CK_RV secret_iv(const struct mechanism *mechanism, const CK_MECHANISM *wanted, unsigned char iv[BLOCK_SIZE]);
CK_RV secret_crypt(const struct mechanism *mechanism, const struct bytes *secret, const unsigned char iv[BLOCK_SIZE],
                   bool encrypt, const struct bytes *in, struct bytes *out);
CK_RV secret_mac(const struct mechanism *mechanism, const struct bytes *secret, const struct bytes *message,
                 struct bytes *out);
CK_ULONG secret_mac_size(const struct mechanism *mechanism);

/* ---- objects behind the API: templates.c, search.c, object-api.c ---- */
CK_RV template_apply(const struct key *key, struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count);
CK_RV template_copyable(const CK_ATTRIBUTE *template, CK_ULONG count);
CK_RV template_changeable(const struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count);
bool template_flag(const CK_ATTRIBUTE *template, CK_ULONG count, CK_ATTRIBUTE_TYPE type, bool otherwise);
CK_RV object_lookup(const struct session *session, CK_OBJECT_HANDLE handle, struct object **object);
struct object *object_anywhere(const struct slot *slot, CK_OBJECT_HANDLE handle);
bool object_visible(const struct slot *slot, const struct object *object);
struct object *pin_state_object(const struct key *key);
#define PIN_STATE_HANDLE 0x7FFFFFFFUL
/* Adds the objects (a list of one or two) to the token or the session in one change, and returns their handles. */
CK_RV may_write(const struct session *session, const struct object *object);
CK_RV objects_add(struct session *session, struct object *list);
CK_RV object_keep(struct session *session, struct object *object, CK_RV rv, CK_OBJECT_HANDLE *handle);
EVP_PKEY *key_from_template(struct object *object, CK_RV *rv);

#endif
