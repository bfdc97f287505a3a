# SPDX-License-Identifier: Apache-2.0
# A machine that runs the two commands: docker build -t osnova . && docker run --rm -v "$PWD/build:/osnova/build" osnova
FROM golang:1.26-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc make nodejs npm chromium fonts-noto-core strace \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /osnova
COPY . .
RUN make build
CMD ["make", "site"]
