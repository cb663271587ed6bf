# The portal's one image: web, worker and beat differ only by their command (docker-compose.yml).

FROM python:3.13-slim-trixie AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gettext \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
RUN python -m venv .venv
COPY requirements.lock ./
RUN .venv/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.lock
COPY . .
RUN scripts/compile_messages \
    && DEBUG=1 STATIC_MANIFEST=1 VAR_DIR=/tmp/build .venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && mv /tmp/build/static /portal/collected \
    && rm -rf /tmp/build

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /portal --shell /usr/sbin/nologin portal
ENV PATH=/portal/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/var/lib/portal
COPY --from=build /portal /portal
RUN install --directory --owner=portal --group=portal /var/lib/portal /var/lib/portal/files /var/lib/portal/static
WORKDIR /portal
USER portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s CMD ["scripts/is_ready"]
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "crm_portal.wsgi"]
