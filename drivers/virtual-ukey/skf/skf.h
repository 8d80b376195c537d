/* GM/T 0016 (SKF): types, numbers and functions, written from the standard's tables. It stands alone, so any C program
   may use it. Two switches choose the binary form of a maker's library:
     (nothing)       structures packed to one byte, ULONG of 4 bytes: the standard
     SKF_NATURAL     structures laid out as the compiler likes
     SKF_ULONG_8     ULONG and BOOL of 8 bytes (headers that write "unsigned long", on 64-bit Unix)
   SKF_EXPORT may be defined as what stands before each prototype. */
#ifndef SKF_H
#define SKF_H

#include <stdint.h>

#ifdef _WIN32
#include <windows.h>
#define DEVAPI __stdcall
#else
#define DEVAPI
typedef unsigned char BYTE;
typedef char CHAR, *LPSTR;
typedef void *HANDLE;
#ifdef SKF_ULONG_8
typedef uint64_t ULONG;
typedef int64_t BOOL;
#else
typedef uint32_t ULONG;
typedef int32_t BOOL;
#endif
#endif
typedef HANDLE DEVHANDLE, HAPPLICATION, HCONTAINER;

#ifndef SKF_EXPORT
#define SKF_EXPORT
#endif

#define MAX_RSA_MODULUS_LEN 256
#define MAX_RSA_EXPONENT_LEN 4
#define ECC_MAX_XCOORDINATE_BITS_LEN 512
#define ECC_MAX_YCOORDINATE_BITS_LEN ECC_MAX_XCOORDINATE_BITS_LEN
#define ECC_MAX_MODULUS_BITS_LEN ECC_MAX_XCOORDINATE_BITS_LEN
#define MAX_IV_LEN 32
#define MAX_FILE_NAME_LEN 32
#define MAX_CONTAINER_NAME_LEN 128
#define MIN_PIN_LEN 6

#ifndef SKF_NATURAL
#pragma pack(push, 1)
#endif
typedef struct { BYTE major, minor; } VERSION;

typedef struct {
  VERSION Version;
  CHAR Manufacturer[64];
  CHAR Issuer[64];
  CHAR Label[32];
  CHAR SerialNumber[32];
  VERSION HWVersion;
  VERSION FirmwareVersion;
  ULONG AlgSymCap;
  ULONG AlgAsymCap;
  ULONG AlgHashCap;
  ULONG DevAuthAlgId;
  ULONG TotalSpace;
  ULONG FreeSpace;
  ULONG MaxECCBufferSize;
  ULONG MaxBufferSize;
  BYTE Reserved[64];
} DEVINFO;

typedef struct {
  ULONG AlgID;
  ULONG BitLen;
  BYTE Modulus[MAX_RSA_MODULUS_LEN];
  BYTE PublicExponent[MAX_RSA_EXPONENT_LEN];
} RSAPUBLICKEYBLOB;

typedef struct {
  ULONG AlgID;
  ULONG BitLen;
  BYTE Modulus[MAX_RSA_MODULUS_LEN];
  BYTE PublicExponent[MAX_RSA_EXPONENT_LEN];
  BYTE PrivateExponent[MAX_RSA_MODULUS_LEN];
  BYTE Prime1[MAX_RSA_MODULUS_LEN / 2];
  BYTE Prime2[MAX_RSA_MODULUS_LEN / 2];
  BYTE Prime1Exponent[MAX_RSA_MODULUS_LEN / 2];
  BYTE Prime2Exponent[MAX_RSA_MODULUS_LEN / 2];
  BYTE Coefficient[MAX_RSA_MODULUS_LEN / 2];
} RSAPRIVATEKEYBLOB;

typedef struct {
  ULONG BitLen;
  BYTE XCoordinate[ECC_MAX_XCOORDINATE_BITS_LEN / 8];
  BYTE YCoordinate[ECC_MAX_YCOORDINATE_BITS_LEN / 8];
} ECCPUBLICKEYBLOB;

typedef struct {
  ULONG BitLen;
  BYTE PrivateKey[ECC_MAX_MODULUS_BITS_LEN / 8];
} ECCPRIVATEKEYBLOB;

/* Cipher goes on for CipherLen bytes. */
typedef struct {
  BYTE XCoordinate[ECC_MAX_XCOORDINATE_BITS_LEN / 8];
  BYTE YCoordinate[ECC_MAX_YCOORDINATE_BITS_LEN / 8];
  BYTE HASH[32];
  ULONG CipherLen;
  BYTE Cipher[1];
} ECCCIPHERBLOB;

typedef struct {
  BYTE r[ECC_MAX_XCOORDINATE_BITS_LEN / 8];
  BYTE s[ECC_MAX_XCOORDINATE_BITS_LEN / 8];
} ECCSIGNATUREBLOB;

typedef struct {
  ULONG Version;
  ULONG ulSymmAlgID;
  ULONG ulBits;
  BYTE cbEncryptedPriKey[64];
  ECCPUBLICKEYBLOB PubKey;
  ECCCIPHERBLOB ECCCipherBlob;
} ENVELOPEDKEYBLOB;

typedef struct {
  BYTE IV[MAX_IV_LEN];
  ULONG IVLen;
  ULONG PaddingType;
  ULONG FeedBitLen;
} BLOCKCIPHERPARAM;

typedef struct {
  CHAR FileName[MAX_FILE_NAME_LEN];
  ULONG FileSize;
  ULONG ReadRights;
  ULONG WriteRights;
} FILEATTRIBUTE;
#ifndef SKF_NATURAL
#pragma pack(pop)
#endif

#include "skf-numbers.h"
#include "skf-functions.h"

#define SKF_PROTOTYPE(name, parameters) SKF_EXPORT ULONG DEVAPI name parameters;
SKF_FUNCTIONS(SKF_PROTOTYPE)
#endif
