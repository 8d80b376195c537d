; A running product is asked to end, as its menu does: its businesses are safe and go on after the next start. What
; another user of this computer runs does not hear of it, but has its program open.

!macro endRunning UN
Function ${UN}endRunning
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    StrCpy $R0 $INSTDIR
  ${ElseIf} ${FileExists} "$older\${PROGRAM}"
    StrCpy $R0 $older
  ${Else}
    Return
  ${EndIf}
  again:
  SetOutPath "$R0"
  ExecWait '"$R0\${PROGRAM}" ${ARGUMENTS} --quit' $R1
  SetOutPath "$TEMP"
  ; Its other processes end after it.
  StrCpy $R3 0
  ${DoWhile} $R3 < 40
    ClearErrors
    FileOpen $R2 "$R0\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $R2
      Return
    ${EndIf}
    Sleep 500
    IntOp $R3 $R3 + 1
  ${Loop}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(pleaseQuit)" /SD IDCANCEL IDRETRY again
  ${end} ${STILL_RUNNING}
FunctionEnd
!macroend
!insertmacro endRunning ""
!insertmacro endRunning "un."
