# A host or worker of a run over several machines; docker-compose.yml shows both. Not run where the project is built:
# that machine has no container engine. Build: docker build -t editable-deepsc .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish src/Host -c Release -p:TorchBackend=cpu -o /eds

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
COPY --from=build /eds /eds
COPY weights /eds/weights
COPY scenarios /eds/scenarios
ENV EDS_WEIGHTS=/eds/weights EDS_SCENARIOS=/eds/scenarios
WORKDIR /eds
ENTRYPOINT ["dotnet", "/eds/eds.dll"]
