import type { FindingText } from './finding-text.ts'
import type { findingsZhCn } from './findings.zh-cn.ts'

export const findingsEn: { readonly [Kind in keyof typeof findingsZhCn]: FindingText } = {
  'step-hung': {
    title: 'This step did not end',
    happened: 'There was no result after {seconds} s, so it was put aside. The other steps are not affected.',
    next: 'Run the check again later. If it stays so, send the report to the hotline.',
  },
  'step-failed': {
    title: 'This step could not be done',
    happened: 'It ended with an error: {words}',
    next: 'Run the check again. If it stays so, send the report to the hotline.',
  },
  'step-contradicts': {
    title: 'The results of this step contradict each other',
    happened: 'The same thing was said in two ways: {words}',
    next: 'Run the check again. If it stays so, send the report to the hotline.',
  },
  'port-taken': {
    title: 'Another program uses port {port}',
    happened: 'The program "{program}" holds port {port}, on which sites look for the assistant.',
    next: 'Quit that program, then choose Repair: the assistant takes the port again.',
  },
  'service-silent': {
    title: 'The signing service does not answer',
    happened: 'The assistant should answer on port {port}, but nothing of it came.',
    next: 'Restart the assistant. If that does not help, send the report to the hotline.',
  },
  'service-failed': {
    title: 'The signing service did not open',
    happened: 'One of the ways in which sites connect could not be opened.',
    next: 'Choose Repair to open it again. If that does not help, restart the assistant.',
  },
  'service-uncertified': {
    title: 'A local certificate is missing',
    happened:
      'Some sites connect only with encryption, and the browser must trust a local certificate first.',
    next: 'Choose Repair to register the local certificate. The system may ask you.',
  },
  'second-assistant': {
    title: 'Another assistant is running',
    happened:
      'Process {pid} is an assistant too, with another data folder. Two of them compete for ports and Ukeys.',
    next: 'Quit one of them and keep the one that you use.',
  },
  'leftover-host': {
    title: 'A driver process was left behind',
    happened: 'Process {pid} belongs to an assistant that has ended. It may hold the Ukey.',
    next: 'Choose Repair to end this process.',
  },
  'rival-assistant': {
    title: 'Another certificate client is running',
    happened: '"{program}" (process {pid}) uses Ukeys too and may compete with the assistant.',
    next: 'Quit it while you do business here. You can open it again afterwards.',
  },
  'driver-lacks-functions': {
    title: 'The driver lacks functions',
    happened: 'Functions that the driver of {vendor} lacks: {count}. They are {names}',
    next: "Install the newest driver from the maker's site, then check again.",
  },
  'driver-replaced': {
    title: 'A built-in driver file is replaced',
    happened: '{file} in the data folder replaces the built-in driver file of {vendor}.',
    next: 'If neither you nor your administrator put it there, choose Repair to move it away. It counts after a restart.',
  },
  'driver-conflict': {
    title: 'Two drivers compete for one Ukey',
    happened: 'The drivers of {first} and {second} both claim the device {device}.',
    next: 'Remove the driver that you do not use, restart the computer and plug the Ukey in again.',
  },
  'ukey-not-listed': {
    title: 'The driver does not see the Ukey',
    happened: 'The computer sees the device {device} of {vendor}, but its driver lists no Ukey.',
    next: 'Plug the Ukey into another USB port of the computer itself. If that does not help, install the driver again.',
  },
  'pcscd-absent': {
    title: 'The smart-card service is not installed',
    happened:
      'Some Ukeys and readers need the smart-card service (pcscd), which this computer does not have.',
    next: 'Install pcscd, then check again.',
  },
  'pcscd-stopped': {
    title: 'The smart-card service is not running',
    happened: 'The smart-card service (pcscd) is installed, but it is not running.',
    next: 'Start it: systemctl start pcscd.socket, or restart the computer.',
  },
  'pcscd-silent': {
    title: 'The smart-card service does not answer',
    happened: 'Its socket {path} is there, but no program answers.',
    next: 'Restart it: systemctl restart pcscd, or restart the computer.',
  },
  'usb-no-permission': {
    title: 'No permission for the USB device',
    happened: 'The device {device} is plugged in, but this user may not open it ({path}).',
    next: "Install the maker's driver, or ask the administrator for the permission.",
  },
  'ukey-unsteady': {
    title: 'The Ukey comes and goes',
    happened: '"{name}" was cut off {times} times within ten minutes.',
    next: 'Use a USB port of the computer itself, without a hub or an extension cable.',
  },
  'pin-locked': {
    title: 'The PIN is locked',
    happened: 'The PIN of "{name}" was wrong too often and is locked. The certificate is not lost.',
    next: 'Unlock the PIN.',
  },
  'pin-last-try': {
    title: 'One PIN try is left',
    happened: 'One more wrong PIN locks "{name}".',
    next: 'Be sure of the PIN before you type it. If you cannot remember it, unlock it first.',
  },
  'pin-low': {
    title: 'Few PIN tries are left',
    happened: 'Tries left for the PIN of "{name}": {tries}.',
    next: 'After one right PIN all tries are back.',
  },
  'pin-default': {
    title: 'The PIN is the factory one',
    happened: 'The PIN of "{name}" was never changed. Others may know it.',
    next: 'Change the PIN.',
  },
  'pin-unset': {
    title: 'No PIN is set',
    happened: 'No PIN was set for "{name}", so it cannot sign.',
    next: 'Ask the authority to set a PIN.',
  },
  'certificate-expired': {
    title: 'The certificate has expired',
    happened: 'The certificate of {holder} has expired. Days since then: {days}.',
    next: 'Renew the certificate.',
  },
  'certificate-expiring': {
    title: 'The certificate ends soon',
    happened: 'The certificate of {holder} ends soon. Days left: {days}.',
    next: 'Renew it. Until then it can still be used.',
  },
  'certificate-revoked': {
    title: 'The certificate is revoked',
    happened: 'The authority has revoked the certificate of {holder}. Sites no longer accept it.',
    next: 'Apply for a new one. If you did not ask for this, call the authority.',
  },
  'certificate-suspended': {
    title: 'The certificate is suspended',
    happened: 'The certificate of {holder} is suspended and cannot be used until that ends.',
    next: 'Have the suspension ended.',
  },
  'certificate-not-yet': {
    title: 'The certificate is not valid yet',
    happened: 'The certificate of {holder} is valid from {from}.',
    next: 'See whether the date of the computer is right. If it is, wait until that day.',
  },
  'certificate-half': {
    title: 'Half of the pair is missing',
    happened: 'Of the signing and the encryption certificate of {holder} only one is here.',
    next: 'Have the pair issued again.',
  },
  'certificate-mismatched': {
    title: 'Certificate and key do not match',
    happened: 'The certificate of {holder} does not belong to the key on the Ukey and cannot sign.',
    next: 'Have the certificate issued again.',
  },
  'certificate-keyless': {
    title: 'The certificate has no key',
    happened: 'The certificate of {holder} is on "{name}", but its key is not.',
    next: 'Plug in the Ukey with the key, or have the certificate issued again.',
  },
  'certificate-unreadable': {
    title: 'Certificates cannot be read',
    happened: 'Certificates on "{name}" that cannot be read: {count}.',
    next: 'Plug it out and in again. If that does not help, call the authority.',
  },
  'certificate-none': {
    title: 'No certificate on the Ukey',
    happened: 'There is no certificate on "{name}".',
    next: 'Have one issued to it.',
  },
  'revocation-unanswered': {
    title: 'Whether it is revoked is not known',
    happened: 'The status service of the authority did not answer about the certificate of {holder}.',
    next: 'Check the network. If it works, check again later.',
  },
  'chain-incomplete': {
    title: 'The chain is incomplete',
    happened: 'The certificates above that of {holder} are missing, so nobody can tell who issued it.',
    next: 'Choose Repair to fetch the chain from the authority.',
  },
  'chain-broken': {
    title: 'The chain does not hold',
    happened: 'The chain of {holder} failed at "{link}".',
    next: 'Do not sign with it, and call the authority.',
  },
  'rehearsal-not-signed': {
    title: 'The trial signature failed',
    happened: '"{name}" could not make a trial signature.',
    next: 'Plug it out and in and try again. If that does not help, call the authority.',
  },
  'rehearsal-not-verified': {
    title: 'The trial signature is wrong',
    happened: 'What "{name}" signed does not verify with its own certificate.',
    next: 'Have the certificate issued again, or send the report to the hotline.',
  },
  'rehearsal-not-opened': {
    title: 'The trial decryption failed',
    happened: 'The encryption key of "{name}" could not open what was just sealed to it.',
    next: 'Do not delete old certificates, and send the report to the hotline.',
  },
  'clock-ahead': {
    title: "The computer's clock is fast",
    happened: 'Compared with {source} it is {minutes} min ahead.',
    next: 'Switch on automatic time in the system settings, then check again.',
  },
  'clock-behind': {
    title: "The computer's clock is slow",
    happened: 'Compared with {source} it is {minutes} min behind.',
    next: 'Switch on automatic time in the system settings, then check again.',
  },
  'clock-jumped': {
    title: "The computer's clock was changed",
    happened: 'While the assistant was running, the clock jumped by {minutes} min.',
    next: 'See that date and time are right, and switch on automatic time.',
  },
  'clock-before-build': {
    title: 'The date of the computer is too early',
    happened: 'It is before {date}, when this version was made.',
    next: 'Correct the date in the system settings, then check again.',
  },
  'clock-disagree': {
    title: 'The sources of time disagree',
    happened: 'They differ by {minutes} min, so nobody can tell whether the clock is right.',
    next: 'Compare the clock with that of a phone.',
  },
  'tls-intercepted': {
    title: 'Something opens the encrypted connection',
    happened:
      'The connection to {host} is answered with a certificate issued by "{issuer}", not by the authority.',
    next: 'It may be a security device or an antivirus program. Ask the administrator to let {host} pass.',
  },
  'proxy-silent': {
    title: 'The proxy does not answer',
    happened: 'The proxy {address} of the settings cannot be reached.',
    next: 'See whether its address is right. If you use no proxy, choose Repair to switch it off.',
  },
  'proxy-refuses': {
    title: 'The proxy refuses',
    happened: 'The proxy {address} answered {status} and let nothing pass.',
    next: 'Ask the administrator to let the address of the authority pass.',
  },
  'policy-blocks-loopback': {
    title: 'A policy keeps sites from this computer',
    happened: 'The policy file {file} of {browser} keeps sites from programs on this computer.',
    next: 'Choose Repair to write a policy that lets the approved sites pass. If it cannot be written, ask the administrator.',
  },
  'policy-blocks-extension': {
    title: 'A policy forbids the extension',
    happened: "The policy file {file} of {browser} does not allow the assistant's extension.",
    next: 'Ask the administrator to allow this extension.',
  },
  'policy-blocks-host': {
    title: 'A policy keeps the extension from the assistant',
    happened: 'The policy file {file} of {browser} does not allow extensions to start the assistant.',
    next: 'Ask the administrator to add the assistant to NativeMessagingAllowlist.',
  },
  'policy-unreadable': {
    title: 'A policy file cannot be read',
    happened: 'The policy file {file} of {browser} is not JSON, so the browser ignores it.',
    next: 'Ask the administrator to correct the file.',
  },
  'manifest-missing': {
    title: 'The browser does not know the assistant',
    happened: 'The extension is switched on, but the assistant is not registered with {browser}.',
    next: 'Choose Repair to register it again.',
  },
  'manifest-foreign': {
    title: 'The browser knows another program',
    happened: 'Not this assistant but {path} is registered with {browser}.',
    next: 'If that program is no longer used, choose Repair to register this assistant.',
  },
  'manifest-dangling': {
    title: 'The registered program is gone',
    happened: 'The program {path} that is registered with {browser} is not there.',
    next: 'Choose Repair to register it again.',
  },
  'manifest-damaged': {
    title: 'The registration is damaged',
    happened: 'The file {file} of {browser} cannot be read.',
    next: 'Choose Repair to register the assistant again.',
  },
  'extension-absent': {
    title: 'No browser has the extension',
    happened: 'The extension is switched on, but no browser is connected through it.',
    next: 'Open the browser and install the extension as Settings, Signing service says.',
  },
  'trust-missing': {
    title: 'A browser does not trust the local certificate',
    happened: 'The store {store} does not hold the local certificate.',
    next: 'Close the browser and choose Repair to register it again.',
  },
  'trust-tool-missing': {
    title: 'The program for the local certificate is missing',
    happened: 'Without the program {tool} the local certificate can be neither checked nor registered.',
    next: 'Install {tool}, then check again.',
  },
  'file-changed': {
    title: 'Program files were changed',
    happened: '{count} program files differ from those that were made: {files}',
    next: 'Install the assistant again. Certificates and keys are not affected.',
  },
  'file-missing': {
    title: 'Program files are missing',
    happened: '{count} program files are gone: {files}',
    next: 'Install the assistant again. An antivirus program may have taken them away.',
  },
  'file-list-missing': {
    title: 'The list of program files is missing',
    happened:
      'The list {file} is missing or cannot be read, so nobody can tell whether the program is whole.',
    next: 'Install the assistant again. Certificates and keys are not affected.',
  },
  'folder-not-writable': {
    title: 'A folder cannot be written',
    happened: 'The assistant cannot write to {folder}, so neither progress nor settings can be kept.',
    next: 'Correct the permissions of the folder, or ask the administrator.',
  },
  'folder-open': {
    title: 'Others can see the data folder',
    happened: 'Other users of this computer can open {folder}.',
    next: 'Choose Repair to keep it to yourself.',
  },
  'file-open': {
    title: 'Others can read a key file',
    happened: 'Other users of this computer can read {file}.',
    next: 'Choose Repair to keep it to yourself.',
  },
  'disk-low': {
    title: 'The disk is nearly full',
    happened: 'Only {megabytes} MB are left on the disk of the data folder.',
    next: 'Make room. Business needs at least 50 MB.',
  },
  'disk-full': {
    title: 'The disk is full',
    happened: 'Nothing more can be written to the disk of the data folder, so business would stop.',
    next: 'Make room first. Nothing that was saved is lost.',
  },
  'leftover-file': {
    title: 'A file was never finished',
    happened: '{file} was broken off while it was written. It is not used.',
    next: 'Choose Repair to move it away.',
  },
  'set-aside-file': {
    title: 'A damaged file was put aside',
    happened: '{file} could not be read, so the assistant did not use it.',
    next: 'Send it to the hotline if you need it, else choose Repair to move it away.',
  },
  'business-stopped': {
    title: 'Business is not finished',
    happened: 'The business of "{name}" has stopped. Its progress is kept.',
    next: 'Open it and go on, or give it up.',
  },
  'journal-stray': {
    title: 'Nobody took up a record of business',
    happened: '{file} records unfinished business, but the assistant did not recognise it.',
    next: 'Restart the assistant. If it stays so, send the report to the hotline.',
  },
  'autostart-missing': {
    title: 'The automatic start is not registered',
    happened: 'The assistant is set to start with the session, but the system does not know that.',
    next: 'Choose Repair to register it again.',
  },
  'autostart-broken': {
    title: 'The automatic start leads nowhere',
    happened: 'The program {program} that the system would start is not there.',
    next: 'Choose Repair to register it again.',
  },
  'autostart-unwanted': {
    title: 'It starts with the session although it should not',
    happened: 'The automatic start is switched off here, but the system still has it.',
    next: 'Choose Repair to take it away.',
  },
  'notifications-off': {
    title: 'The system shows no notifications',
    happened: 'There is no notification service, so no reminder appears before a certificate ends.',
    next: 'Switch on notifications in the system settings, or open the assistant now and then.',
  },
  'tray-absent': {
    title: 'The desktop has no tray',
    happened: 'No tray icon is shown. When the window is closed, open the assistant from the menu.',
    next: 'Switch on the tray extension of the desktop, such as AppIndicator.',
  },
  'version-mixed': {
    title: 'The program files are of two versions',
    happened: 'Version {running} is running, the program files are {built}.',
    next: 'Quit the assistant and open it again. If that does not help, install it again.',
  },
}
