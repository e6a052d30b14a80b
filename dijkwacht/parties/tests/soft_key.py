"""A security key in software, for tests: it makes a key pair and signs what it is asked to sign."""

import hashlib
import json
from secrets import token_bytes

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

TOUCHED, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


class SoftKey:
    def __init__(self, origin="https://testserver"):
        self.origin = origin
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = token_bytes(16)
        self.user_handle = ""

    def create(self, options):
        """The answer to the question to register this key."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.private.public_key())
        about = AttestedCredentialData.create(Aaguid(bytes(16)), self.id, public)
        data = AuthenticatorData.create(self._rp(asked["rp"]["id"]), TOUCHED | VERIFIED | HAS_KEY, 0, about)
        return self._answer(
            "webauthn.create", asked["challenge"], attestationObject=AttestationObject.create("none", data, {})
        )

    def get(self, options, *, rp="testserver"):
        """The answer to the question to show that it is this key."""
        asked = options["publicKey"]
        data = AuthenticatorData.create(self._rp(asked.get("rpId", rp)), TOUCHED | VERIFIED, 1)
        client = self._client_data("webauthn.get", asked["challenge"])
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer("webauthn.get", asked["challenge"], authenticatorData=data, signature=signature)

    def _rp(self, name):
        return hashlib.sha256(name.encode()).digest()

    def _client_data(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, kind, challenge, **parts):
        response = {name: websafe_encode(bytes(value)) for name, value in parts.items()}
        response["clientDataJSON"] = websafe_encode(self._client_data(kind, challenge))
        if kind == "webauthn.get":
            response["userHandle"] = self.user_handle
        number = websafe_encode(self.id)
        answer = {"id": number, "rawId": number, "type": "public-key", "response": response}
        return json.dumps(answer | {"clientExtensionResults": {"credProps": {"rk": True}}})
