#!/bin/bash
# Stands in for Wine while electron-builder makes an MSI on Linux: candle.exe and light.exe are .NET programs, and mono runs them.
# Z:\a\b becomes /a/b. What light writes is named from where it stands, because it takes a leading / for a switch.
set -e
tool=$1
shift
args=()
previous=
for arg in "$@"; do
  prefix=
  case $arg in
    *=Z:\\*)
      prefix=${arg%%=*}=
      arg=${arg#*=}
      ;;
  esac
  case $arg in
    Z:\\*)
      arg=${arg#Z:}
      arg=${arg//\\//}
      [ "$previous" = -out ] && arg=$(realpath -m --relative-to=. "$arg")
      ;;
  esac
  args+=("$prefix$arg")
  previous=$arg
done
tool=${tool#Z:}
tool=${tool//\\//}
exec mono "$tool" "${args[@]}"
