/* Prints the SHA-1 of every certificate in a store of the current user: lists-store.exe My|Root */
#include <windows.h>
#include <wincrypt.h>
#include <stdio.h>

int wmain(int count, wchar_t **words)
{
    HCERTSTORE store;
    PCCERT_CONTEXT one = NULL;
    if (count != 2)
        return 2;
    store = CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_CURRENT_USER, words[1]);
    if (store == NULL)
        return 3;
    while ((one = CertEnumCertificatesInStore(store, one)) != NULL) {
        BYTE hash[20];
        DWORD length = sizeof hash;
        if (!CertGetCertificateContextProperty(one, CERT_SHA1_HASH_PROP_ID, hash, &length))
            return 4;
        for (DWORD at = 0; at < length; at++)
            printf("%02x", hash[at]);
        printf("\n");
    }
    CertCloseStore(store, 0);
    return 0;
}
