#!/usr/bin/env bash
# Makes the packages of Channels and Models from what is built, then builds and runs the sample that uses them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=artifacts/one-picture packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}

for project in Channels Models; do
  dotnet pack "src/$project/EditableDeepSC.$project.csproj" -c Release --no-build --nologo -v quiet -p:NoWarn=NU5100
done
# What was unpacked of an earlier build has the same version.
rm -rf "$packages"/editabledeepsc.{channels,models} "$out"
dotnet build samples/OnePicture/OnePicture.csproj -c Release --nologo -v quiet -o "$out/bin" \
  -p:BaseIntermediateOutputPath="$PWD/$out/obj/"
dotnet "$out/bin/OnePicture.dll" weights "$out/received.png"
