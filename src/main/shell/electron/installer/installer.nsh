; The four numbered prompts of the installation, word for word what the manual announces to the person.
; A silent installation (/S, and every update) shows none of them.

!macro customInit
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "证书助手安装一共四步！$\r$\n$\r$\n【第一步】请您退出 360 安全卫士、杀毒软件等软件后，再点击「确定」。" /SD IDOK
  ${EndIf}
!macroend

; Comes before the files are copied; the check for a running program that it stands for is kept.
!macro customCheckAppRunning
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "【第二步】正在安装中，请耐心等待，不要退出！点击「确定」继续。" /SD IDOK
  ${EndIf}
  !insertmacro IS_POWERSHELL_AVAILABLE
  !insertmacro _CHECK_APP_RUNNING
!macroend

!macro customInstall
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "【第三步】感谢您的安装，至此证书助手安装完成！" /SD IDOK
    MessageBox MB_OK|MB_ICONINFORMATION "【第四步】请您双击桌面的「启动证书助手_标准版」，并在电脑右下角查找证书助手图标，鼠标停留在图标上，右键单击查看菜单。" /SD IDOK
  ${EndIf}
!macroend

!macro customUnInstall
  ; The autostart entry would point at a program that is gone.
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "electron.app.${PRODUCT_NAME}"
  ; Nobody is left to answer under the loopback certificate, so no browser should trust it. Each file is named by the
  ; SHA-1 of one that was put into the roots of this user.
  ${IfNot} ${isUpdated}
    FindFirst $0 $1 "$APPDATA\cert-assistant\loopback-trust\*.cer"
    ${DoWhile} $1 != ""
      StrCpy $2 $1 40
      nsExec::Exec 'certutil -user -delstore Root $2'
      FindNext $0 $1
    ${Loop}
    FindClose $0
  ${EndIf}
!macroend
