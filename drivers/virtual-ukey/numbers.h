/* Every vendor number of the virtual Ukey, in one place. The first block is the Sansec family, as in that vendor's
   public header and its relatives. The second block is our own, because no public numbers are known for these. */
#ifndef VIRTUAL_UKEY_NUMBERS_H
#define VIRTUAL_UKEY_NUMBERS_H

#define CKK_SM2 0x80000004UL
#define CKM_SM2_KEY_PAIR_GEN 0x80008001UL
#define CKM_SM2_SM3 0x80008100UL          /* e = SM3(M), without Z; r||s */
#define CKM_SM2_SM3_DER 0x80008101UL      /* e = SM3(M), without Z; DER */
#define CKM_SM2_SM3_Z 0x80008102UL        /* e = SM3(Z||M), parameter = signer ID, none = the default ID; r||s */
#define CKM_SM2_SM3_Z_DER 0x80008103UL    /* the same, DER */
#define CKM_SM2_DIGEST_DER 0x80008104UL   /* e is given (32 bytes); DER */
#define CKM_SM2_DIGEST 0x80008105UL       /* e is given (32 bytes); r||s */
#define CKM_SM2_ENCRYPT 0x80008200UL      /* 04||C1||C3||C2 */
#define CKM_SM2_ENCRYPT_DER 0x80008201UL  /* SM2Cipher of GM/T 0009 */
#define CKM_SM3 0x80009000UL
#define CKK_SM4 0x80000106UL
#define CKM_SM4_KEY_GEN 0x80000107UL
#define CKM_SM4_ECB 0x80000108UL
#define CKM_SM4_CBC 0x80000109UL
#define CKM_SM4_ECB_PAD 0x8000A101UL
#define CKM_SM4_CBC_PAD 0x8000A201UL

/* Ours. C_UnwrapKey takes an SM2EnvelopedKey (GM/T 0009, DER) and the signing private key; no parameter. */
#define CKM_VU_SM2_ENVELOPED_KEY 0x80565501UL
/* Ours. HMAC over SM3, with a generic secret. */
#define CKM_VU_SM3_HMAC 0x80565502UL
/* Ours. A CKO_HW_FEATURE object that is visible without login and holds the tries left as numbers. */
#define CKH_VU_PIN_STATE 0x80565510UL
#define CKA_VU_USER_TRIES_LEFT 0x80565511UL
#define CKA_VU_USER_TRIES_MAX 0x80565512UL
#define CKA_VU_SO_TRIES_LEFT 0x80565513UL
#define CKA_VU_SO_TRIES_MAX 0x80565514UL
/* Ours, never shown to a caller: the private part of a key. */
#define CKA_VU_SECRET 0x805655F0UL
/* Ours, never shown either: which application an object is in (none: the first), its container and its use there. */
#define CKA_VU_APPLICATION 0x805655F1UL
#define CKA_VU_CONTAINER 0x805655F2UL
#define CKA_VU_USE 0x805655F3UL
#define CKA_VU_READ_RIGHTS 0x805655F4UL
#define CKA_VU_WRITE_RIGHTS 0x805655F5UL
/* Ours: the class of an object that stands for a container of SKF; PKCS#11 does not show it. */
#define CKO_VU_CONTAINER 0x80565520UL
#define IS_OWN_ATTRIBUTE(type) (((type) & 0xFFFFFF00UL) == 0x80565500UL)

#define SLOT_COUNT 16
#define SESSION_COUNT 256
#define FAMILY_NUMBERS 16
#define DEFAULT_USER_PIN "12345678"
#define DEFAULT_SM2_ID "1234567812345678"
/* Rights of SKF: who may read or write a file, or make one. */
#define RIGHTS_ADMIN 0x01U
#define RIGHTS_USER 0x10U
#define RIGHTS_ANYONE 0xFFU
#define DEFAULT_APPLICATION "VirtualUkey"
#define DEFAULT_DEVICE_KEY "1234567812345678"
#define KDF_ITERATIONS 2000
#endif
