/* Devices, PINs, applications, files; quirks; pulling the key out. */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "skf-walk.h"

static void check_info(HANDLE device) {
  union {
    DEVINFO info;
    BYTE room[4096];
  } answer;
  memset(&answer, 0xEE, sizeof answer);
  OK(SKF_GetDevInfo(device, &answer.info));
  HOLDS(answer.info.Version.major == 1);
  HOLDS(answer.info.AlgSymCap == 0x41F && answer.info.AlgAsymCap == 0x30700 && answer.info.AlgHashCap == 7);
  HOLDS(answer.info.DevAuthAlgId == SGD_SM4_ECB);
  HOLDS(answer.info.TotalSpace == 512 * 1024 && answer.info.FreeSpace <= answer.info.TotalSpace);
  HOLDS(memcmp(answer.info.Manufacturer, "Virtual Ukey", 13) == 0);
  HOLDS(memcmp(answer.info.SerialNumber, "0123456789ABCDEF", 16) == 0 && answer.info.SerialNumber[31] != 0);
  HOLDS(memcmp(answer.info.Label, "alice", 6) == 0);
  HOLDS(answer.room[sizeof(DEVINFO)] == 0xEE);
}

void walk_devices(struct place *place) {
  CHAR names[256];
  ULONG size = 0, state = 9;
  BYTE random[32] = {0};
  HANDLE other;
  OK(SKF_EnumDev(1, NULL, &size));
  HOLDS(size == 7);
  size = 2;
  WANT(SAR_BUFFER_TOO_SMALL, SKF_EnumDev(1, names, &size));
  size = sizeof names;
  OK(SKF_EnumDev(1, names, &size));
  HOLDS(size == 7 && memcmp(names, "alice\0", 7) == 0);
  size = sizeof names;
  OK(SKF_EnumDev(0, names, &size));
  HOLDS(size == 11);
  WANT(SAR_INVALIDPARAMERR, SKF_EnumDev(1, names, NULL));
  OK(SKF_GetDevState("alice", &state));
  HOLDS(state == DEV_PRESENT_STATE);
  OK(SKF_GetDevState("bob", &state));
  HOLDS(state == DEV_ABSENT_STATE);
  WANT(SAR_DEVICE_REMOVED, SKF_ConnectDev("bob", &other));
  WANT(SAR_INVALIDPARAMERR, SKF_ConnectDev(NULL, &other));
  OK(SKF_ConnectDev("alice", &place->device));
  OK(SKF_ConnectDev("alice", &other));
  OK(SKF_DisConnectDev(other));
  WANT(SAR_INVALIDHANDLEERR, SKF_DisConnectDev(other));
  check_info(place->device);
  OK(SKF_SetLabel(place->device, "another label"));
  OK(SKF_SetLabel(place->device, "alice"));
  WANT(SAR_NAMELENERR, SKF_SetLabel(place->device, "a label that is a good deal longer than it may be"));
  OK(SKF_GenRandom(place->device, random, sizeof random));
  WANT(SAR_NOTSUPPORTYETERR, SKF_Transmit(place->device, random, 5, random, &size));
  OK(SKF_LockDev(place->device, 1000));
  check_info(place->device);
  OK(SKF_ConnectDev("alice", &other));
  WANT(SAR_TIMEOUTERR, SKF_LockDev(other, 50));
  OK(SKF_UnlockDev(place->device));
  OK(SKF_LockDev(other, DEV_LOCK_FOREVER));
  OK(SKF_DisConnectDev(other));
}

void walk_pins(const struct place *place_before) {
  struct place *place = (struct place *)place_before;
  CHAR names[256];
  ULONG size = sizeof names, max = 0, left = 0;
  BOOL is_default = 0;
  OK(SKF_EnumApplication(place->device, names, &size));
  HOLDS(strcmp(names, "VirtualUkey") == 0 && size == 13);
  WANT(SAR_APPLICATION_NOT_EXISTS, SKF_OpenApplication(place->device, "nothing", &place->application));
  OK(SKF_OpenApplication(place->device, "VirtualUkey", &place->application));
  OK(SKF_GetPINInfo(place->application, USER_TYPE, &max, &left, &is_default));
  HOLDS(max == 6 && left == 6 && is_default == 1);
  OK(SKF_GetPINInfo(place->application, ADMIN_TYPE, &max, &left, &is_default));
  HOLDS(max == 10 && is_default == 0);
  WANT(SAR_INVALIDPARAMERR, SKF_GetPINInfo(place->application, 3, &max, &left, &is_default));
  WANT(SAR_PIN_INCORRECT, SKF_VerifyPIN(place->application, USER_TYPE, "nonsense", &left));
  HOLDS(left == 5);
  WANT(SAR_INVALIDHANDLEERR, SKF_VerifyPIN(place->device, USER_TYPE, "12345678", &left));
  OK(SKF_VerifyPIN(place->application, USER_TYPE, "12345678", &left));
  HOLDS(left == 6);
  WANT(SAR_PIN_LEN_RANGE, SKF_ChangePIN(place->application, USER_TYPE, "12345678", "1", &left));
  HOLDS(left == 6);
  OK(SKF_ChangePIN(place->application, USER_TYPE, "12345678", "87654321", &left));
  OK(SKF_GetPINInfo(place->application, USER_TYPE, &max, &left, &is_default));
  HOLDS(is_default == 0);
  for (int i = 0; i < 6; i++) WANT(SAR_PIN_INCORRECT, SKF_VerifyPIN(place->application, USER_TYPE, "12345678", &left));
  HOLDS(left == 0);
  WANT(SAR_PIN_LOCKED, SKF_VerifyPIN(place->application, USER_TYPE, "87654321", &left));
  WANT(SAR_PIN_INCORRECT, SKF_UnblockPIN(place->application, "wrongwrong", "12345678", &left));
  HOLDS(left == 9);
  OK(SKF_UnblockPIN(place->application, "admin123", "12345678", &left));
  OK(SKF_VerifyPIN(place->application, ADMIN_TYPE, "admin123", &left));
  OK(SKF_ClearSecureState(place->application));
}

/* Answers the device's challenge under its key. */
HANDLE authenticated(HANDLE device, const char *key) {
  BYTE challenge[16] = {0}, answer[16];
  BLOCKCIPHERPARAM none = {.IVLen = 0};
  HANDLE session_key;
  ULONG size = sizeof answer;
  OK(SKF_GenRandom(device, challenge, 8));
  OK(SKF_SetSymmKey(device, (BYTE *)key, SGD_SM4_ECB, &session_key));
  OK(SKF_EncryptInit(session_key, none));
  OK(SKF_Encrypt(session_key, challenge, 16, answer, &size));
  OK(SKF_CloseHandle(session_key));
  OK(SKF_DevAuth(device, answer, 16));
  return device;
}

void walk_applications(const struct place *place) {
  HANDLE second, file;
  CHAR names[256];
  ULONG size = sizeof names, left;
  BYTE wrong[16] = {0};
  WANT(SAR_USER_NOT_LOGGED_IN, SKF_CreateApplication(place->device, "second", "adminadmin", 5, "11223344", 4, 0x10, &second));
  WANT(SAR_FAIL, SKF_DevAuth(place->device, wrong, 16));
  WANT(SAR_INDATALENERR, SKF_DevAuth(place->device, wrong, 15));
  authenticated(place->device, "1234567812345678");
  OK(SKF_ChangeDevAuthKey(place->device, (BYTE *)"another key of 16", 16));
  authenticated(place->device, "another key of 1");
  OK(SKF_ChangeDevAuthKey(place->device, (BYTE *)"1234567812345678", 16));
  OK(SKF_CreateApplication(place->device, "second", "adminadmin", 5, "11223344", 4, 0x10, &second));
  WANT(SAR_APPLICATION_EXISTS, SKF_CreateApplication(place->device, "second", "adminadmin", 5, "11223344", 4, 0x10, &file));
  WANT(SAR_PIN_LEN_RANGE, SKF_CreateApplication(place->device, "third", "admin", 5, "11223344", 4, 0x10, &file));
  OK(SKF_EnumApplication(place->device, names, &size));
  HOLDS(memcmp(names, "VirtualUkey\0second\0", 20) == 0 && size == 20);
  WANT(SAR_PIN_INCORRECT, SKF_VerifyPIN(second, USER_TYPE, "12345678", &left));
  HOLDS(left == 3);
  OK(SKF_VerifyPIN(second, USER_TYPE, "11223344", &left));
  OK(SKF_CreateFile(second, "of the second", 10, 0x10, 0x10));
  OK(SKF_CloseApplication(second));
  WANT(SAR_INVALIDHANDLEERR, SKF_CloseApplication(second));
  OK(SKF_OpenApplication(place->device, "second", &second));
  OK(SKF_DeleteApplication(place->device, "second"));
  WANT(SAR_INVALIDHANDLEERR, SKF_ClearSecureState(second));
  OK(SKF_CloseApplication(second));
  WANT(SAR_APPLICATION_NOT_EXISTS, SKF_DeleteApplication(place->device, "second"));
}

void walk_files(const struct place *place) {
  HANDLE application = place->application;
  FILEATTRIBUTE info;
  CHAR names[256];
  BYTE content[64];
  ULONG size = sizeof names;
  OK(SKF_ClearSecureState(application));
  WANT(SAR_USER_NOT_LOGGED_IN, SKF_CreateFile(application, "note", 20, 0x10, 0x10));
  OK(SKF_VerifyPIN(application, USER_TYPE, "12345678", NULL));
  OK(SKF_CreateFile(application, "note", 20, 0x10, 0x10));
  OK(SKF_CreateFile(application, "for all", 8, SECURE_ANYONE_ACCOUNT, 0x10));
  WANT(SAR_FILE_ALREADY_EXIST, SKF_CreateFile(application, "note", 20, 0x10, 0x10));
  OK(SKF_WriteFile(application, "note", 5, (BYTE *)"hello", 5));
  WANT(SAR_INDATALENERR, SKF_WriteFile(application, "note", 16, (BYTE *)"hello", 5));
  OK(SKF_EnumFiles(application, names, &size));
  HOLDS(memcmp(names, "note\0for all\0", 14) == 0 && size == 14);
  OK(SKF_GetFileInfo(application, "note", &info));
  HOLDS(info.FileSize == 20 && info.ReadRights == 0x10 && strcmp(info.FileName, "note") == 0);
  size = sizeof content;
  OK(SKF_ReadFile(application, "note", 4, 7, content, &size));
  HOLDS(size == 7 && memcmp(content, "\0hello\0", 7) == 0);
  OK(SKF_ReadFile(application, "note", 18, 7, content, &size));
  HOLDS(size == 2);
  OK(SKF_ClearSecureState(application));
  WANT(SAR_USER_NOT_LOGGED_IN, SKF_ReadFile(application, "note", 0, 7, content, &size));
  OK(SKF_GetFileInfo(application, "note", &info));
  HOLDS(info.FileSize == 20);
  OK(SKF_ReadFile(application, "for all", 0, 2, content, &size));
  WANT(SAR_USER_NOT_LOGGED_IN, SKF_DeleteFile(application, "note"));
  OK(SKF_VerifyPIN(application, USER_TYPE, "12345678", NULL));
  OK(SKF_DeleteFile(application, "note"));
  WANT(SAR_FILE_NOT_EXIST, SKF_DeleteFile(application, "note"));
  WANT(SAR_NAMELENERR, SKF_GetFileInfo(application, "a name that is longer than a file's may be", &info));
  OK(SKF_DeleteFile(application, "for all"));
}

void walk_quirks(const struct place *place) {
  union {
    DEVINFO info;
    BYTE room[4096];
  } answer;
  HANDLE container, other;
  ECCPUBLICKEYBLOB key;
  CHAR names[64];
  ULONG size = sizeof names;
  beside("alice.quirks", "single-nul\ngenerate-number 0x20200\nodd-errors\ndevinfo-overrun\nsingle-session\nslow-generate 20\n");
  OK(SKF_EnumApplication(place->device, names, &size));
  HOLDS(size == 12);
  OK(SKF_CreateContainer(place->application, "quirky", &container));
  WANT(SAR_NOTSUPPORTYETERR, SKF_GenECCKeyPair(container, SGD_SM2_1, &key));
  OK(SKF_GenECCKeyPair(container, SGD_SM2_2, &key));
  WANT(SAR_APPLICATION_NOT_EXISTS, SKF_OpenContainer(place->application, "nobody", &other));
  WANT(SAR_USER_PIN_NOT_INITIALIZED, SKF_VerifyPIN(place->application, USER_TYPE, "nonsense", NULL));
  WANT(SAR_FAIL, SKF_ConnectDev("alice", &other));
  memset(&answer, 0, sizeof answer);
  OK(SKF_GetDevInfo(place->device, &answer.info));
  HOLDS(answer.room[sizeof(DEVINFO) + 200] == 0x5A);
  beside("alice.quirks", NULL);
}

static atomic_int waits;

static void *waiter(void *result) {
  CHAR name[64];
  ULONG size = sizeof name, event = 0;
  *(ULONG *)result = skf.SKF_WaitForDevEvent(name, &size, &event);
  waits = 0;
  return NULL;
}

/* Again and again, since the thread may not have begun to wait yet. */
static void cancel(pthread_t thread) {
  while (waits) {
    OK(SKF_CancelWaitForDevEvent());
    usleep(5000);
  }
  pthread_join(thread, NULL);
}

static void event(const char *expected_name, ULONG expected) {
  CHAR name[64] = {0};
  ULONG size = sizeof name, what = 0;
  OK(SKF_WaitForDevEvent(name, &size, &what));
  HOLDS(strcmp(name, expected_name) == 0 && what == expected && size == strlen(expected_name) + 1);
}

void walk_removal(struct place *place) {
  pthread_t thread;
  ULONG result = 1, state;
  HANDLE container;
  waits = 1;
  pthread_create(&thread, NULL, waiter, &result);
  cancel(thread);
  HOLDS(result == SAR_NOT_EVENTERR);
  OK(SKF_VerifyPIN(place->application, USER_TYPE, "12345678", NULL));
  beside("alice.faults", "1 create full\n1 SKF_GetDevState garbage 99\n1 SKF_ClearSecureState return 0x0A000002\n");
  WANT(SAR_NO_ROOM, SKF_CreateContainer(place->application, "no room", &container));
  OK(SKF_GetDevState("alice", &state));
  HOLDS(state == 99);
  WANT(SAR_UNKNOWNERR, SKF_ClearSecureState(place->application));
  beside("alice.plugged", NULL);
  WANT(SAR_DEVICE_REMOVED, SKF_ClearSecureState(place->application));
  beside("alice.plugged", "");
  WANT(SAR_DEVICE_REMOVED, SKF_ClearSecureState(place->application));
  OK(SKF_CloseApplication(place->application));
  OK(SKF_DisConnectDev(place->device));
  event("alice", DEV_EVENT_REMOVED);
  event("alice", DEV_EVENT_INSERTED);
  beside("bob.plugged", "");
  event("bob", DEV_EVENT_INSERTED);
}

static void *worker(void *unused) {
  BYTE digest[32] = {7};
  for (int i = 0; i < 15; i++) { /* while another thread pulls the key out and puts it back: any answer will do */
    HANDLE device = NULL, application = NULL, container = NULL, hash = NULL;
    ECCSIGNATUREBLOB signature;
    ULONG size = sizeof digest;
    (void)skf.SKF_ConnectDev("alice", &device);
    (void)skf.SKF_OpenApplication(device, "VirtualUkey", &application);
    (void)skf.SKF_VerifyPIN(application, USER_TYPE, "12345678", NULL);
    (void)skf.SKF_OpenContainer(application, "pair", &container);
    (void)skf.SKF_ECCSignData(container, digest, 32, &signature);
    (void)skf.SKF_DigestInit(device, SGD_SM3, NULL, NULL, 0, &hash);
    (void)skf.SKF_Digest(hash, digest, 32, digest, &size);
    (void)skf.SKF_CloseHandle(hash);
    (void)skf.SKF_DisConnectDev(device);
  }
  return unused;
}

static void *puller(void *unused) {
  for (int i = 0; i < 20; i++) {
    beside("alice.plugged", NULL);
    usleep(3000);
    beside("alice.plugged", "");
    usleep(7000);
  }
  return unused;
}

void walk_threads(void) {
  pthread_t running[5];
  ULONG result = 1;
  waits = 1;
  pthread_create(&running[0], NULL, waiter, &result);
  pthread_create(&running[1], NULL, puller, NULL);
  for (int i = 2; i < 5; i++) pthread_create(&running[i], NULL, worker, NULL);
  for (int i = 1; i < 5; i++) pthread_join(running[i], NULL);
  cancel(running[0]);
  HOLDS(result == SAR_OK || result == SAR_NOT_EVENTERR);
}
