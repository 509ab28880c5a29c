# The image holds the program, the CA certificates that it trusts, and
# /data. app/e2e runs it with these very instructions in an empty root.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /portico -ldflags=-s ./app
RUN mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /portico /portico
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
# SQLite creates temporary files here, if any: there is no /tmp.
WORKDIR /data
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 3001
HEALTHCHECK --start-period=30s CMD ["/portico", "status"]
ENTRYPOINT ["/portico"]
