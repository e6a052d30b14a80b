"""The first page of the knowledge room."""


def test_every_employee_sees_which_kinds_of_knowledge_there_are(logged_in, reporter):
    page = logged_in(reporter).get("/kennis/").content.decode()

    assert "Fenomenen" in page
    assert "Bewaartermijnen" in page
