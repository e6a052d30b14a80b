"""Settings by the twelve factors: `production` reads the environment; `demo` and `test` bring their own."""
