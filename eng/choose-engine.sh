#!/usr/bin/env bash
# Asks the package registry once whether it serves Akka.NET and TorchSharp with all they need and whether TorchSharp runs
# here, and writes engine.props.
set -euo pipefail
cd "$(dirname "$0")/.."

probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
version() { sed -n "s|.*<$1 Condition[^>]*>\(.*\)</$1>|\1|p" Directory.Build.props; }
cat >"$probe/probe.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Akka.Streams" Version="$(version AkkaVersion)" />
    <PackageReference Include="Akka.TestKit.Xunit2" Version="$(version AkkaVersion)" />
    <PackageReference Include="TorchSharp-cpu" Version="$(version TorchSharpVersion)" />
  </ItemGroup>
</Project>
EOF
log=$(dotnet restore "$probe" --nologo 2>&1) && engine=packages || engine=embedded

# TorchSharp's native part may ask for a newer C++ runtime than this machine has.
if [[ $engine == packages ]]; then
  folder=$(dotnet nuget locals global-packages --list --force-english-output | sed 's/^[^:]*: //')
  native=$(find "$folder/torchsharp/$(version TorchSharpVersion)" -name libLibTorchSharp.so -path "*linux-x64*" | head -1)
  unmet=$(ldd "$native" 2>&1 | grep -oE "version .* not found" | head -1) || true
fi

if [[ $engine == packages && -z ${unmet:-} ]]; then
  why="the registry serves Akka.NET and TorchSharp"
elif [[ $engine == packages ]]; then
  engine=embedded why="the registry serves Akka.NET and TorchSharp, but TorchSharp does not load here: $unmet"
elif lacking=$(grep -oE 'NU110[123][^:]*: Unable to find (a stable )?package [A-Za-z0-9.-]+' <<<"$log" | awk '{ print $NF }' |
    sort -u | paste -sd, | sed 's/,/, /g') && [[ -n $lacking ]]; then
  why="the registry lacks ${lacking%.}"
else
  why="no package registry answered"
fi
cat >engine.props <<EOF
<Project>
  <!-- engine $engine: $why -->
  <PropertyGroup><Engine Condition="'\$(Engine)' == ''">$engine</Engine></PropertyGroup>
</Project>
EOF
